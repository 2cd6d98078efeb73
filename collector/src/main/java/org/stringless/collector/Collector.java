package org.stringless.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.stringless.collector.ingest.ByteBudget;
import org.stringless.collector.ingest.RunWriter;
import org.stringless.collector.sqlite.SqliteRunStore;
import org.stringless.collector.store.RunStore;
import org.stringless.collector.web.LoopbackHost;
import org.stringless.collector.web.Routes;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/** A running collector: it takes records in and answers from {@link #start} until {@link #close}. */
public final class Collector implements AutoCloseable {
    private static final int THREADS = 32;
    private static final long SILENCE = 30_000; // milliseconds
    private static final long BYTES_IN_MEMORY = 48L << 20;

    private final Server server;
    private final ServerConnector connector;
    private final RunWriter writer;
    private final RunStore store;

    private Collector(InetSocketAddress listen, RunStore store, Clock clock) {
        this.store = store;
        this.writer = new RunWriter(store);
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("http");
        this.server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(listen.getHostString());
        connector.setPort(listen.getPort());
        connector.setIdleTimeout(SILENCE);
        connector.setAcceptQueueSize(1024);
        server.addConnector(connector);
        Routes routes = new Routes(store, writer, new ByteBudget(BYTES_IN_MEMORY), clock);
        boolean loopback = listen.getAddress() != null && listen.getAddress().isLoopbackAddress();
        server.setHandler(loopback ? new LoopbackHost(routes) : routes);
    }

    /**
     * Opens the store and the address.
     *
     * @param listen port 0 takes a free one
     * @param store file of the embedded store, made with its directory when it is not there
     * @throws Failure {@link Reason#COLLECTOR_CANNOT_START}
     */
    public static Collector start(InetSocketAddress listen, Path store, Clock clock) {
        Collector collector = new Collector(listen, SqliteRunStore.open(store), clock);
        try {
            collector.server.start();
            return collector;
        } catch (Exception e) {
            collector.close();
            boolean taken = e instanceof BindException || e.getCause() instanceof BindException;
            throw new Failure(
                    Reason.COLLECTOR_CANNOT_START,
                    "The collector cannot listen on " + listen.getHostString() + ":" + listen.getPort() + ": "
                            + (taken ? "the address is taken, or not of this machine" : String.valueOf(e)) + ".",
                    "Stop what listens there, or choose another address by --listen.",
                    e);
        }
    }

    /** Where it answers, with the port it took. */
    public URI address() {
        String host = connector.getHost();
        String literal = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return URI.create("http://" + literal + ":" + connector.getLocalPort());
    }

    /** Stores what has been taken in, acknowledges it, and stops. */
    @Override
    public void close() {
        writer.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new UncheckedIOException(new IOException("the server did not stop: " + e, e));
        } finally {
            store.close();
        }
    }
}
