package org.stringless.packaging;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All classes that a class file mentions: as a type, in a descriptor or signature, or in a text, as those do who load a class by its name.
 * Names are as class files have them, {@code java/lang/String}.
 */
final class ClassMentions {
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([A-Za-z0-9_/$-]++)[;<.]");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_$-]++(?:[./][A-Za-z0-9_$-]++)++");
    private static final int MAGIC = 0xcafebabe;

    private ClassMentions() {}

    /** Reads the constant pool of a class file, which holds every name in it. */
    static Set<String> of(byte[] classFile) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        if (in.readInt() != MAGIC) {
            throw new IOException("it is no class file");
        }
        in.skipNBytes(4);
        Set<String> names = new LinkedHashSet<>();
        int count = in.readUnsignedShort();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> add(in.readUTF(), names);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++; // these take two places
                }
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                default -> throw new IOException("its constant pool has the unknown tag " + tag);
            }
        }
        return names;
    }

    private static void add(String text, Set<String> names) {
        if (text.endsWith(";") || text.startsWith("(") || text.startsWith("<")) {
            Matcher type = IN_DESCRIPTOR.matcher(text);
            while (type.find()) {
                names.add(type.group(1));
            }
        } else if (NAME.matcher(text).matches()) {
            names.add(text.replace('.', '/'));
        }
    }
}
