package org.stringless.io.process;

/**
 * What a finished program left.
 *
 * @param exit its status
 * @param out all of its standard output
 * @param err all of its standard error
 */
public record CommandResult(int exit, String out, String err) {}
