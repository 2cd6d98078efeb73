package org.stringless.collector.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.stringless.collector.store.NodeFilter;
import org.stringless.collector.store.NodeQuery;
import org.stringless.collector.store.Slice;
import org.stringless.model.run.RunId;

/** The part of an address behind its question mark; all of a page's state is there. */
final class Question {
    private final Fields fields;

    Question(Request request) {
        try {
            this.fields = Request.extractQueryParameters(request);
        } catch (RuntimeException e) {
            throw new BadQuestionException("The part behind the question mark cannot be read.", e);
        }
    }

    /** {@code state}, {@code q}, {@code after} and {@code limit}; without a state, that one. */
    NodeQuery nodes(NodeFilter otherwise) {
        String state = text("state");
        NodeFilter filter = state.isEmpty()
                ? otherwise
                : NodeFilter.ofCode(state)
                        .orElseThrow(() -> new BadQuestionException("There is no state '" + state + "'."));
        return new NodeQuery(filter, text("q").strip(), text("after"), limit());
    }

    /** {@code before}: the last run of the page before. */
    Optional<RunId> before() {
        String id = text("before");
        return id.isEmpty() ? Optional.empty() : Optional.of(runId(id));
    }

    /** The id in an address. */
    static RunId runId(String text) {
        try {
            return RunId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadQuestionException("'" + text + "' is not the id of a run.", e);
        }
    }

    /** A text as part of an address. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private int limit() {
        String limit = text("limit");
        if (limit.isEmpty()) {
            return Slice.ROWS;
        }
        if (!limit.matches("[1-9][0-9]{0,2}|1000")) {
            throw new BadQuestionException("A limit is a number from 1 to 1000.");
        }
        return Integer.parseInt(limit);
    }

    private String text(String name) {
        String value = fields.getValue(name);
        return value == null ? "" : value;
    }
}
