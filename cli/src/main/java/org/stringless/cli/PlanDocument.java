package org.stringless.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stringless.model.schedule.Clash;
import org.stringless.model.schedule.Group.Start;
import org.stringless.model.schedule.LoadCurve;
import org.stringless.model.schedule.Plan;
import org.stringless.model.schedule.Plan.PlannedGroup;
import org.stringless.model.schedule.Plan.ServiceLoad;
import org.stringless.model.schedule.Utilisation;
import org.stringless.model.schedule.Words;

/** A plan for programs. */
record PlanDocument(Plan plan) {
    Map<String, Object> members() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("fits_as_wished", plan.clash().isEmpty());
        document.put("nodes", plan.nodes());
        document.put("hyperperiod", plan.hyperperiod().toString());
        document.put("groups", plan.groups().stream().map(PlanDocument::group).toList());
        document.put("starts_per_second", curve(plan.starts()));
        for (ServiceLoad load : plan.services()) {
            Map<String, Object> members = curve(load.atOnce());
            members.put("capacity", load.capacity());
            members.put("utilisation", load.utilisation());
            members.put("utilisation_as_wished", load.wished());
            document.put(load.service().code(), members);
        }
        document.put("liu_layland_bound", plan.liuLayland());
        document.put("harmonic_bound", Utilisation.HARMONIC_BOUND);
        plan.clash().ifPresent(clash -> document.put("first_clash", clash(clash)));
        return document;
    }

    private static Map<String, Object> group(PlannedGroup row) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", row.group().name());
        members.put("nodes", row.group().nodes());
        members.put("wished", row.group().wished().toString());
        members.put("planned", row.period().length().toString());
        row.stretched().ifPresent(why -> members.put("stretched", why));
        row.group().host().ifPresent(host -> members.put("host", host));
        if (row.group().start() instanceof Start.Indexed) {
            members.put("first_index", row.firstIndex());
        }
        members.put("peak_per_second", row.peak());
        return members;
    }

    private static Map<String, Object> curve(LoadCurve curve) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("mean", curve.mean());
        members.put("peak", curve.peak());
        members.put("peak_at", Words.moment(Duration.ofSeconds(curve.peakAt())));
        return members;
    }

    private static Map<String, Object> clash(Clash clash) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("at", Words.moment(clash.at()));
        members.put("service", clash.service().code());
        members.put("groups", List.copyOf(clash.groups()));
        members.put("at_once", clash.load());
        members.put("capacity", clash.capacity());
        return members;
    }
}
