package org.stringless.collector.sqlite;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.stringless.collector.store.NodeFilter;
import org.stringless.collector.store.NodeQuery;
import org.stringless.collector.store.NodeState;
import org.stringless.model.run.Outcome;

/** The question for the names on one page of nodes. Each outcome is a walk along its own part of an index, in order, that ends early. */
final class NodeNames {
    private final NodeQuery query;
    private final Instant now;
    private final List<String> walks = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    NodeNames(NodeQuery query, Instant now) {
        this.query = query;
        this.now = now;
        if (query.filter() == NodeFilter.PENDING) {
            walk("pending > 0", List.of());
        } else {
            for (Outcome outcome : Outcome.values()) {
                walk(outcome);
            }
        }
        parameters.add(query.limit() + 1);
    }

    /** One row more than the page holds, by name. */
    String question() {
        return String.join(" UNION ALL ", walks) + " ORDER BY name LIMIT ?";
    }

    Object[] parameters() {
        return parameters.toArray();
    }

    private void walk(Outcome outcome) {
        boolean live = query.filter().shows(NodeState.valueOf(outcome.name()));
        boolean silent = query.filter().shows(NodeState.SILENT);
        if (live && silent) {
            walk("outcome = ?", List.of(outcome.code()));
        } else if (live) {
            walk("outcome = ? AND due_by >= ?", List.of(outcome.code(), now.toEpochMilli()));
        } else if (silent) {
            walk("outcome = ? AND due_by < ?", List.of(outcome.code(), now.toEpochMilli()));
        }
    }

    private void walk(String condition, List<Object> values) {
        String containing = query.contains().isEmpty() ? "" : " AND instr(name, ?) > 0";
        walks.add("SELECT name FROM (SELECT name FROM node WHERE " + condition + " AND name > ?" + containing
                + " ORDER BY name LIMIT ?)");
        parameters.addAll(values);
        parameters.add(query.after());
        if (!query.contains().isEmpty()) {
            parameters.add(query.contains());
        }
        parameters.add(query.limit() + 1);
    }
}
