package org.stringless.packager.repodata;

import java.util.Map;

/**
 * A repository's index.
 *
 * @param repomd {@code repomd.xml}: names the data files with their digests
 * @param files the data files by name; each name begins with the SHA-256 of its content
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to a file; nobody compares them
public record Repodata(byte[] repomd, Map<String, byte[]> files) {}
