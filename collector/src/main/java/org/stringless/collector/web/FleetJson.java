package org.stringless.collector.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.stringless.collector.store.FailureCause;
import org.stringless.collector.store.NodeFilter;
import org.stringless.collector.store.NodeQuery;
import org.stringless.collector.store.NodeRow;
import org.stringless.collector.store.NodeState;
import org.stringless.collector.store.ReleaseRow;
import org.stringless.collector.store.RunRow;
import org.stringless.collector.store.RunStore;
import org.stringless.collector.store.Slice;
import org.stringless.collector.store.StateCounts;
import org.stringless.model.node.NodeName;
import org.stringless.model.run.RunId;

/** The documents below {@code /v1}, format 1. A list that goes on has {@code next}: the value of the parameter that asks for the rest. */
final class FleetJson {
    private static final int FORMAT = 1;

    private final RunStore store;
    private final Clock clock;

    FleetJson(RunStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Answer fleet() {
        Instant now = clock.instant();
        StateCounts counts = store.counts(now);
        Map<String, Object> document = document(now);
        document.put("nodes", counts.total());
        document.put("states", states(counts));
        document.put("pending", store.pendingNodes());
        return Answer.json(200, document);
    }

    Answer nodes(Question question) {
        Instant now = clock.instant();
        Map<String, Object> document = document(now);
        putNodes(document, question.nodes(NodeFilter.ALL), now);
        return Answer.json(200, document);
    }

    Answer node(NodeName name, Question question) {
        Instant now = clock.instant();
        Optional<NodeRow> node = store.node(name);
        if (node.isEmpty()) {
            return unknown("The node " + name + " never sent a record.");
        }
        Slice<RunRow> page = store.runs(name, question.before(), Slice.ROWS);
        Map<String, Object> document = document(now);
        document.put("node", node(node.get(), now));
        document.put("runs", page.rows().stream().map(FleetJson::run).toList());
        if (page.more()) {
            document.put("next", last(page.rows()).id().toString());
        }
        return Answer.json(200, document);
    }

    /** The record itself, as it was sent. */
    Answer run(RunId id) {
        return store.body(id)
                .map(gzip -> new Answer(200, "application/json", inflated(gzip)))
                .orElseGet(() -> unknown("The run " + id + " is not known."));
    }

    Answer failures(Question question) {
        Instant now = clock.instant();
        Map<String, Object> document = document(now);
        document.put(
                "causes", store.failures(now).stream().map(FleetJson::cause).toList());
        putNodes(document, question.nodes(NodeFilter.ATTENTION), now);
        return Answer.json(200, document);
    }

    Answer releases() {
        Instant now = clock.instant();
        Map<String, Object> document = document(now);
        document.put(
                "releases", store.releases(now).stream().map(FleetJson::release).toList());
        return Answer.json(200, document);
    }

    static Answer unknown(String sentence) {
        return error(404, sentence);
    }

    static Answer error(int status, String sentence) {
        return Answer.json(status, Map.of("error", sentence));
    }

    static String inflated(byte[] gzip) {
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("A stored record is damaged: " + e.getMessage(), e);
        }
    }

    private void putNodes(Map<String, Object> document, NodeQuery query, Instant now) {
        Slice<NodeRow> page = store.nodes(query, now);
        document.put("nodes", page.rows().stream().map(node -> node(node, now)).toList());
        if (page.more()) {
            document.put("next", last(page.rows()).name().text());
        }
    }

    private static Map<String, Object> document(Instant now) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", FORMAT);
        document.put("at", now.toString());
        return document;
    }

    private static Map<String, Object> states(StateCounts counts) {
        Map<String, Object> states = new LinkedHashMap<>();
        for (NodeState state : NodeState.values()) {
            states.put(state.code(), counts.of(state));
        }
        return states;
    }

    private static Map<String, Object> node(NodeRow node, Instant now) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", node.name().text());
        members.put("state", node.state(now).code());
        members.put("due_by", node.dueBy().toString());
        members.put("last_run", run(node.last()));
        return members;
    }

    private static Map<String, Object> run(RunRow run) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", run.id().toString());
        members.put("sequence", run.sequence());
        members.put("started", run.started().toString());
        members.put("ended", run.ended().toString());
        members.put("received", run.received().toString());
        members.put("trigger", run.trigger().code());
        members.put("stage", run.stage().code());
        members.put("outcome", run.outcome().code());
        run.reason().ifPresent(reason -> members.put("reason", reason.code()));
        members.put("first_error", run.firstError());
        run.wanted().ifPresent(id -> members.put("release_wanted", id.text()));
        run.applied().ifPresent(id -> members.put("release_applied", id.text()));
        run.channel().ifPresent(channel -> members.put("channel", channel.text()));
        members.put("noop", run.noop());
        members.put("exit_status", run.exitStatus());
        members.put("changed", run.resources().changed());
        members.put("failed", run.resources().failed());
        members.put("skipped", run.resources().skipped());
        members.put("pending", run.resources().pending());
        return members;
    }

    private static Map<String, Object> cause(FailureCause cause) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("cause", cause.cause());
        members.put("nodes", cause.nodes());
        members.put("node", cause.node().text());
        members.put("run_id", cause.run().toString());
        members.put("message", cause.message());
        return members;
    }

    private static Map<String, Object> release(ReleaseRow release) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("release", release.release());
        members.put("wanted", release.wanted());
        members.put("applied", release.applied().total());
        members.put("states", states(release.applied()));
        return members;
    }

    private static <T> T last(List<T> rows) {
        return rows.get(rows.size() - 1);
    }
}
