package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stringless.io.json.JsonException;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.run.RunRecord;
import org.stringless.shipper.spool.Spool;
import org.stringless.shipper.spool.SpooledRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The records that wait for the collector. */
@Command(name = "spool", description = "The run records that wait for the collector.")
@SuppressWarnings("NullAway.Init") // picocli sets it
final class SpoolCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new Failure(Reason.USAGE, "'spool' needs to know what to do.", "See 'stringless spool --help'.");
    }

    /** Lists them, in the order of their runs. */
    @Command(name = "list", description = "Lists the records, oldest first.")
    int list(@Mixin OutputForm output) throws IOException {
        Spool spool = ThisNode.of(GlobalOptions.of(spec.commandLine())).spool();
        PrintWriter out = spec.commandLine().getOut();
        List<Map<String, Object>> records = new ArrayList<>();
        for (SpooledRecord record : spool.records()) {
            String outcome = "torn";
            try {
                RunRecord run = spool.read(record);
                outcome = run.outcome().code();
            } catch (JsonException e) {
                outcome = "torn";
            }
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("sequence", record.sequence());
            members.put("id", record.id().toString());
            members.put("started", record.started().toString());
            members.put("outcome", outcome);
            members.put("bytes", record.size());
            records.add(members);
        }
        if (output.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("records", records);
            document.put("quarantined", spool.quarantined());
            document.put("dropped", spool.dropped());
            OutputForm.print(out, document);
            return 0;
        }
        records.forEach(record -> out.println(record.get("sequence") + "  " + record.get("started") + "  "
                + record.get("outcome") + "  " + record.get("id") + "  " + record.get("bytes") + " bytes"));
        out.println(records.size() + " waiting, " + spool.quarantined() + " in quarantine, " + spool.dropped()
                + " dropped");
        out.flush();
        return 0;
    }
}
