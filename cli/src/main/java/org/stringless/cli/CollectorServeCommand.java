package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stringless.collector.Collector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stringless collector serve}: serves until it is stopped by a signal. */
@Command(
        name = "serve",
        description = "Takes run records in and shows the fleet, until it is stopped by SIGTERM or SIGINT. "
                + "Prints its address when it is ready.")
final class CollectorServeCommand implements Callable<Integer> {
    private static final Pattern LISTEN = Pattern.compile("(?<host>[^:\\[\\]]+|\\[[0-9a-fA-F:]+]):(?<port>[0-9]{1,5})");
    private static final int LAST_PORT = 65_535;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8440",
            description =
                    "Where to answer (default: ${DEFAULT-VALUE}). Whoever reaches this address may read and send records.")
    @SuppressWarnings("NullAway.Init")
    private String listen;

    @Option(
            names = "--store",
            paramLabel = "FILE",
            description = "The embedded store (default: var/lib/stringless-collector/collector.sqlite below the root).")
    private @Nullable Path store;

    @Override
    public Integer call() throws InterruptedException, IOException {
        OwnFiles.hold();
        InetSocketAddress address = address();
        Path file = store == null
                ? GlobalOptions.of(spec.commandLine()).root().resolve("var/lib/stringless-collector/collector.sqlite")
                : store;
        Collector collector = Collector.start(address, file, Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(collector::close, "stops the collector"));
        PrintWriter err = spec.commandLine().getErr();
        if (address.getAddress() != null && !address.getAddress().isLoopbackAddress()) {
            err.println("stringless: whoever reaches " + collector.address() + " may read and send records.");
            err.println("Next: let only a proxy that asks who it is, or a trusted network, reach it.");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(collector.address());
        out.flush();
        new CountDownLatch(1).await();
        return 0;
    }

    private InetSocketAddress address() {
        Matcher form = LISTEN.matcher(listen);
        if (form.matches()) {
            int port = Integer.parseInt(form.group("port"));
            InetSocketAddress address = port <= LAST_PORT ? new InetSocketAddress(form.group("host"), port) : null;
            if (address != null && !address.isUnresolved()) {
                return address;
            }
        }
        throw new ParameterException(
                spec.commandLine(), "'" + listen + "' is not an address to listen on, as 127.0.0.1:8440.");
    }
}
