package org.stringless.releasewire.repodata;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/** A pull parser for files that anybody may have written: no more than {@link PlainMarkup}, no entities but the five, no endless depth. */
final class SafeXml implements AutoCloseable {
    private static final int DEPTH = 64;
    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader reader;
    private final String what;
    private int depth;

    /** Reads the document; one that begins as gzip does is unpacked on the way, to {@code limit} bytes at most. */
    SafeXml(byte[] document, long limit, String what) {
        this.what = what;
        try {
            InputStream bytes = new ByteArrayInputStream(document);
            if (document.length > 2 && document[0] == 0x1f && document[1] == (byte) 0x8b) {
                bytes = new GZIPInputStream(bytes, 64 * 1024);
            }
            this.reader = FACTORY.createXMLStreamReader(new PlainMarkup(bytes, limit), "UTF-8");
        } catch (IOException | XMLStreamException e) {
            throw broken(e);
        }
    }

    /** Goes to the next start or end of an element; false at the document's end. */
    boolean next() {
        try {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (++depth > DEPTH) {
                            throw new XMLStreamException("elements are nested too deep");
                        }
                        return true;
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        depth--;
                        return true;
                    }
                    case XMLStreamConstants.DTD -> throw new XMLStreamException("a document type is not allowed");
                    default -> {
                        // Texts are asked for where they are wanted.
                    }
                }
            }
            return false;
        } catch (XMLStreamException | RuntimeException e) {
            throw broken(e);
        }
    }

    /** Whether an element of that name begins here. */
    boolean begins(String element) {
        return reader.isStartElement() && reader.getLocalName().equals(element);
    }

    /** Whether an element of that name ends here. */
    boolean ends(String element) {
        return reader.isEndElement() && reader.getLocalName().equals(element);
    }

    /** The text of the element that begins here; it has no other content. */
    String text() {
        try {
            depth--;
            return reader.getElementText().strip();
        } catch (XMLStreamException | RuntimeException e) {
            throw broken(e);
        }
    }

    /** An attribute of the element that begins here; empty when it is missing. */
    String attribute(String name) {
        String value = reader.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    /** The one complaint about an index. */
    Failure broken(Exception cause) {
        String word =
                String.join(" ", String.valueOf(cause.getMessage()).lines().toList());
        return new Failure(
                Reason.REPOSITORY_BROKEN,
                "The repository's " + what + " cannot be read: " + word + ".",
                "Publish the repository again, or check that the address is a repository's.",
                cause);
    }

    private static XMLInputFactory factory() {
        // The JDK's own, whatever else is on the class path.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are not allowed");
        });
        return factory;
    }
}
