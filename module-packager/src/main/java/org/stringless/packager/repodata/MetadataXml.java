package org.stringless.packager.repodata;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A document of repository metadata while it is written: elements by their names, attributes as pairs of name and value. */
final class MetadataXml {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final XMLStreamWriter out;
    private int depth;

    private interface Step {
        void write() throws XMLStreamException;
    }

    MetadataXml() {
        try {
            out = XMLOutputFactory.newInstance().createXMLStreamWriter(bytes, "UTF-8");
            out.writeStartDocument("UTF-8", "1.0");
        } catch (XMLStreamException e) {
            throw new IllegalStateException("memory takes every document", e);
        }
    }

    /** The root element, with its namespaces by prefix. */
    void begin(String name, Map<String, String> namespaces, String... attributes) {
        step(() -> {
            line();
            out.writeStartElement(name);
            for (Map.Entry<String, String> namespace : new TreeMap<>(namespaces).entrySet()) {
                if (namespace.getKey().isEmpty()) {
                    out.writeDefaultNamespace(namespace.getValue());
                } else {
                    out.writeNamespace(namespace.getKey(), namespace.getValue());
                }
            }
            write(attributes);
            depth++;
        });
    }

    /** An element that holds others. */
    void begin(String name, String... attributes) {
        begin(name, Map.of(), attributes);
    }

    /** Ends the element begun last. */
    void end() {
        step(() -> {
            depth--;
            line();
            out.writeEndElement();
        });
    }

    /** An element that holds a text. */
    void element(String name, String text, String... attributes) {
        if (text.isEmpty()) {
            empty(name, attributes);
            return;
        }
        step(() -> {
            line();
            out.writeStartElement(name);
            write(attributes);
            out.writeCharacters(legal(text));
            out.writeEndElement();
        });
    }

    /** An element that holds nothing. */
    void empty(String name, String... attributes) {
        step(() -> {
            line();
            out.writeEmptyElement(name);
            write(attributes);
        });
    }

    /** The whole document; nothing may be written after it. */
    byte[] bytes() {
        step(() -> {
            out.writeCharacters("\n");
            out.writeEndDocument();
            out.close();
        });
        return bytes.toByteArray();
    }

    private void write(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            out.writeAttribute(attributes[i], legal(attributes[i + 1]));
        }
    }

    private void line() throws XMLStreamException {
        out.writeCharacters("\n" + "  ".repeat(depth));
    }

    /** Headers may hold characters that XML has no way to write; they are left out. */
    private static String legal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!legal(text.charAt(i))) {
                StringBuilder kept = new StringBuilder(text.length());
                text.chars().filter(c -> legal((char) c)).forEach(c -> kept.append((char) c));
                return kept.toString();
            }
        }
        return text;
    }

    private static boolean legal(char c) {
        return c >= ' ' ? c != '\ufffe' && c != '\uffff' : c == '\t' || c == '\n' || c == '\r';
    }

    private static void step(Step step) {
        try {
            step.write();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("memory takes every document", e);
        }
    }
}
