package org.stringless.collector.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stringless.collector.store.FailureCause;
import org.stringless.collector.store.NodeFilter;
import org.stringless.collector.store.NodeQuery;
import org.stringless.collector.store.NodeRow;
import org.stringless.collector.store.RunRow;
import org.stringless.collector.store.RunStore;
import org.stringless.collector.store.Slice;
import org.stringless.collector.store.StateCounts;
import org.stringless.model.node.NodeName;
import org.stringless.model.run.RunId;
import org.stringless.model.text.VisibleText;
import org.stringless.reportwire.RunRecordJson;

/** The pages for people: plain HTML that needs no script, from templates that were checked when the program was built. */
final class FleetPages {
    private static final int CAUSES = 5;

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final RunStore store;
    private final Clock clock;

    FleetPages(RunStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Answer fleet(Question question) {
        Instant now = clock.instant();
        NodeQuery query = question.nodes(NodeFilter.ATTENTION);
        StateCounts counts = store.counts(now);
        boolean showsFailures = query.filter() == NodeFilter.ATTENTION || query.filter() == NodeFilter.FAILED;
        List<FailureCause> causes = showsFailures ? store.failures(now) : List.<FailureCause>of();
        return page(
                200,
                "fleet.jte",
                new FleetView(
                        now,
                        counts,
                        store.pendingNodes(),
                        query,
                        store.nodes(query, now),
                        causes.subList(0, Math.min(causes.size(), CAUSES))));
    }

    Answer node(NodeName name, Question question) {
        Optional<NodeRow> node = store.node(name);
        if (node.isEmpty()) {
            return problem(404, "The node " + name + " never sent a record.");
        }
        Optional<RunId> before = question.before();
        Slice<RunRow> runs = store.runs(name, before, Slice.ROWS);
        return page(200, "node.jte", new NodeView(clock.instant(), node.get(), runs, before.isPresent()));
    }

    Answer run(RunId id) {
        Optional<RunRow> row = store.run(id);
        Optional<byte[]> body = store.body(id);
        if (row.isEmpty() || body.isEmpty()) {
            return problem(404, "The run " + id + " is not known.");
        }
        byte[] json = FleetJson.inflated(body.get()).getBytes(StandardCharsets.UTF_8);
        return page(200, "run.jte", new RunView(clock.instant(), row.get(), RunRecordJson.read(json)));
    }

    Answer releases() {
        Instant now = clock.instant();
        return render(200, "releases.jte", Map.of("releases", store.releases(now)));
    }

    Answer problem(int status, String sentence) {
        return render(status, "problem.jte", Map.of("status", status, "sentence", sentence));
    }

    private Answer page(int status, String template, Object view) {
        return render(status, template, Map.of("view", view));
    }

    private Answer render(int status, String template, Map<String, Object> parameters) {
        StringOutput page = new StringOutput(16 << 10);
        templates.render(template, parameters, page);
        // The templates escape what a browser would take for HTML; here goes what would steer the reader's screen.
        return Answer.html(status, VisibleText.of(page.toString()));
    }
}
