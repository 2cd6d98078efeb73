package org.stringless.releasewire.repodata;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/**
 * A pull parser for files that anybody may have written. It knows elements, attributes, texts and the five entities, and nothing that could
 * be fetched or that grows; a node's Java needs no XML of its own.
 */
final class SafeXml implements AutoCloseable {
    private static final int DEPTH = 64;
    private static final String NAME = "([A-Za-z_][A-Za-z0-9_.:-]*+)";
    private static final Pattern DECLARATION = Pattern.compile("\\?xml\\s.*\\?");
    private static final Pattern BEGIN = Pattern.compile(NAME);
    private static final Pattern ATTRIBUTE =
            Pattern.compile("\\s++" + NAME + "\\s*+=\\s*+(?:\"([^\"]*+)\"|'([^']*+)')");
    private static final Pattern REST = Pattern.compile("\\s*+(/?)");
    private static final Pattern FINISH = Pattern.compile("/" + NAME + "\\s*+");
    private static final Pattern REFERENCE = Pattern.compile("&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|([a-z]++));");
    private static final Map<String, String> ENTITIES =
            Map.of("lt", "<", "gt", ">", "amp", "&", "apos", "'", "quot", "\"");

    private final InputStream in;
    private final MarkupTokens tokens;
    private final String what;
    private final Deque<String> open = new ArrayDeque<>();
    private final Map<String, String> attributes = new HashMap<>();
    private String element = "";
    private String textBefore = "";
    private boolean begins;
    private boolean endsAtOnce;
    private boolean rooted;

    /** Reads the document; one that begins as gzip does is unpacked on the way, to {@code limit} bytes at most. */
    SafeXml(byte[] document, long limit, String what) {
        this.what = what;
        try {
            InputStream bytes = new ByteArrayInputStream(document);
            if (document.length > 2 && document[0] == 0x1f && document[1] == (byte) 0x8b) {
                bytes = new GZIPInputStream(bytes, 64 * 1024);
            }
            this.in = bytes;
            this.tokens = new MarkupTokens(bytes, limit);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Goes to the next start or end of an element; false at the document's end. */
    boolean next() {
        try {
            if (endsAtOnce) {
                textBefore = "";
                end(element);
                return true;
            }
            textBefore = tokens.text();
            if (open.isEmpty() && !textBefore.isBlank()) {
                throw new IOException("it has a text outside of its elements");
            }
            String tag = tokens.tag();
            if (DECLARATION.matcher(tag).matches()) {
                return next();
            }
            if (tag.isEmpty()) {
                if (!open.isEmpty() || !rooted) {
                    throw new EOFException("it ends too early");
                }
                return false;
            }
            Matcher finish = FINISH.matcher(tag);
            if (finish.matches()) {
                end(finish.group(1));
            } else {
                begin(tag);
            }
            return true;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private void begin(String tag) throws IOException {
        Matcher part = BEGIN.matcher(tag);
        if (!part.lookingAt() || (open.isEmpty() && rooted)) {
            throw new IOException("it has a tag that does not belong there");
        }
        element = part.group(1);
        begins = true;
        rooted = true;
        open.push(element);
        if (open.size() > DEPTH) {
            throw new IOException("its elements are nested too deep");
        }
        attributes.clear();
        part.usePattern(ATTRIBUTE);
        while (part.region(part.end(), tag.length()).lookingAt()) {
            String value = part.group(2) == null ? part.group(3) : part.group(2);
            if (attributes.put(part.group(1), plain(value)) != null) {
                throw new IOException("the element " + element + " has an attribute twice");
            }
        }
        Matcher rest = REST.matcher(tag).region(part.regionStart(), tag.length());
        if (!rest.matches()) {
            throw new IOException("the element " + element + " has a broken attribute");
        }
        endsAtOnce = !rest.group(1).isEmpty();
    }

    private void end(String name) throws IOException {
        if (!name.equals(open.poll())) {
            throw new IOException("the element " + name + " ends where another does");
        }
        element = name;
        begins = false;
        endsAtOnce = false;
        attributes.clear();
    }

    /** Whether an element of that name begins here. */
    boolean begins(String name) {
        return begins && element.equals(name);
    }

    /** Whether an element of that name ends here. */
    boolean ends(String name) {
        return !begins && element.equals(name);
    }

    /** The text of the element that begins here; it has no other content. */
    String text() {
        next();
        try {
            if (begins) {
                throw new IOException("the element " + element + " stands where a text is due");
            }
            return plain(textBefore).strip();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** An attribute of the element that begins here; empty when it is missing. */
    String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }

    /** A text or a value with its references resolved: to one character each, so it never grows. */
    private static String plain(String written) throws IOException {
        if (written.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r')) {
            throw new IOException("it has a control character");
        }
        if (written.indexOf('&') < 0) {
            return written;
        }
        StringBuilder plain = new StringBuilder();
        Matcher reference = REFERENCE.matcher(written);
        int done = 0;
        for (int at = written.indexOf('&'); at >= 0; at = written.indexOf('&', done)) {
            if (!reference.region(at, written.length()).lookingAt()) {
                throw new IOException("it has an & that begins no reference");
            }
            plain.append(written, done, at).append(character(reference));
            done = reference.end();
        }
        return plain.append(written, done, written.length()).toString();
    }

    private static String character(Matcher reference) throws IOException {
        String named = reference.group(3);
        if (named != null) {
            String character = ENTITIES.get(named);
            if (character == null) {
                throw new IOException("it has the unknown entity " + named);
            }
            return character;
        }
        int code = reference.group(1) != null
                ? Integer.parseInt(reference.group(1))
                : Integer.parseInt(reference.group(2), 16);
        if (code < ' ' || (code >= 0xd800 && code < 0xe000) || code > Character.MAX_CODE_POINT) {
            throw new IOException("it has a reference to no character");
        }
        return Character.toString(code);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
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
}
