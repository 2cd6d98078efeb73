package org.stringless.reportwire;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Reason;
import org.stringless.model.node.NodeName;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.ReleaseId;
import org.stringless.model.run.Outcome;
import org.stringless.model.run.RunId;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.RunRecord.LogLine;
import org.stringless.model.run.RunRecord.Problem;
import org.stringless.model.run.RunRecord.ResourceCounts;
import org.stringless.model.run.RunRecord.ResourceEvent;
import org.stringless.model.run.Stage;
import org.stringless.model.run.Trigger;

/** A run record as JSON, format 1, both ways; {@code docs/formats.md} shows one. */
public final class RunRecordJson {
    private static final int FORMAT = 1;

    private RunRecordJson() {}

    /** The written form, on one line. */
    public static byte[] write(RunRecord run) {
        return JsonObject.compact(document(run));
    }

    /** The written form as maps and lists, for whoever shows a record inside a larger document. */
    public static Map<String, Object> document(RunRecord run) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", FORMAT);
        document.put("id", run.id().toString());
        document.put("node", run.node().text());
        document.put("boot_id", run.bootId());
        document.put("sequence", run.sequence());
        document.put("started", run.started().toString());
        document.put("ended", run.ended().toString());
        document.put("due_by", run.dueBy().toString());
        document.put("trigger", run.trigger().code());
        document.put("stage", run.stage().code());
        document.put("outcome", run.outcome().code());
        run.problem().ifPresent(problem -> {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("reason", problem.reason().code());
            members.put("message", problem.message());
            members.put("next", problem.next());
            document.put("problem", members);
        });
        run.wanted().ifPresent(id -> document.put("release_wanted", id.text()));
        run.applied().ifPresent(id -> document.put("release_applied", id.text()));
        run.channel().ifPresent(channel -> document.put("channel", channel.text()));
        document.put("serial", run.serial());
        document.put("exit_status", run.exitStatus());
        document.put("runner", run.runner());
        document.put("engine", run.engine());
        document.put("noop", run.noop());
        document.put("tags", run.tags());
        document.put("skip_tags", run.skipTags());
        Map<String, Object> timings = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) {
            Duration spent = run.timings().get(stage);
            if (spent != null) {
                timings.put(stage.code(), spent.toString());
            }
        }
        document.put("timings", timings);
        document.put("resources", counts(run.resources()));
        document.put("events", run.events().stream().map(RunRecordJson::event).toList());
        document.put("logs", run.logs().stream().map(RunRecordJson::log).toList());
        return document;
    }

    /** Reads the written form; throws {@link JsonException} with the place that is wrong. */
    public static RunRecord read(byte[] text) {
        JsonObject document = JsonObject.parse(text).format(FORMAT);
        return new RunRecord(
                document.as("id", RunId::parse),
                document.as("node", NodeName::new),
                document.text("boot_id"),
                document.integer("sequence"),
                document.instant("started"),
                document.instant("ended"),
                document.instant("due_by"),
                document.as("trigger", Trigger::ofCode),
                document.as("stage", Stage::ofCode),
                document.as("outcome", Outcome::ofCode),
                document.has("problem") ? Optional.of(problem(document.object("problem"))) : Optional.empty(),
                document.optional("release_wanted", ReleaseId::new),
                document.optional("release_applied", ReleaseId::new),
                document.optional("channel", ChannelName::new),
                document.integer("serial"),
                document.number("exit_status"),
                document.text("runner"),
                document.text("engine", ""),
                document.bool("noop"),
                document.texts("tags"),
                document.texts("skip_tags"),
                timings(document.object("timings")),
                counts(document.object("resources")),
                document.objects("events").stream().map(RunRecordJson::event).toList(),
                document.objects("logs").stream().map(RunRecordJson::log).toList());
    }

    private static Problem problem(JsonObject members) {
        return new Problem(reason(members.text("reason")), members.text("message"), members.text("next"));
    }

    /** A newer node may name a reason that this program does not know; its sentence still says what happened. */
    private static Reason reason(String code) {
        try {
            return Reason.ofCode(code);
        } catch (IllegalArgumentException e) {
            return Reason.COULD_NOT_RUN;
        }
    }

    private static Map<Stage, Duration> timings(JsonObject members) {
        Map<Stage, Duration> timings = new EnumMap<>(Stage.class);
        for (String stage : members.names()) {
            if (Stage.isKnown(stage)) {
                timings.put(Stage.ofCode(stage), members.duration(stage));
            }
        }
        return timings;
    }

    private static Map<String, Object> counts(ResourceCounts counts) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("total", counts.total());
        members.put("changed", counts.changed());
        members.put("failed", counts.failed());
        members.put("skipped", counts.skipped());
        members.put("pending", counts.pending());
        members.put("corrective", counts.corrective());
        return members;
    }

    private static ResourceCounts counts(JsonObject members) {
        return new ResourceCounts(
                members.number("total"),
                members.number("changed"),
                members.number("failed"),
                members.number("skipped"),
                members.number("pending"),
                members.number("corrective"));
    }

    /** One event as it stands in a record, for whoever shows events outside of one. */
    public static Map<String, Object> event(ResourceEvent event) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("resource", event.resource());
        members.put("status", event.status());
        members.put("property", event.property());
        members.put("previous", event.previous());
        members.put("desired", event.desired());
        members.put("message", event.message());
        members.put("corrective", event.corrective());
        members.put("file", event.file());
        members.put("line", event.line());
        return members;
    }

    private static ResourceEvent event(JsonObject members) {
        return new ResourceEvent(
                members.text("resource"),
                members.text("status"),
                members.text("property", ""),
                members.text("previous", ""),
                members.text("desired", ""),
                members.text("message", ""),
                members.bool("corrective"),
                members.text("file", ""),
                members.number("line"));
    }

    private static Map<String, Object> log(LogLine line) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("time", line.time().toString());
        members.put("level", line.level());
        members.put("source", line.source());
        members.put("message", line.message());
        return members;
    }

    private static LogLine log(JsonObject members) {
        return new LogLine(
                members.instant("time"), members.text("level"), members.text("source"), members.text("message"));
    }
}
