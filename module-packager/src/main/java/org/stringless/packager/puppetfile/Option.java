package org.stringless.packager.puppetfile;

/** A key's value and the line the key stands on. */
record Option(Token value, int line) {}
