package org.stringless.collector.web;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.stringless.io.json.JsonObject;

/**
 * Lets through who asks for {@code localhost} or for a numeric address. A page in somebody's browser whose name was turned to loopback (DNS
 * rebinding) asks for its own name, and would else read the fleet as if it were of the same origin. For nodes the answer is one to come
 * again after, so that a record is never lost by it.
 */
public final class LoopbackHost extends Handler.Wrapper {
    private static final Pattern OWN =
            Pattern.compile("localhost|[0-9.]+|\\[?[0-9a-f:.]*:[0-9a-f:.]*]?", Pattern.CASE_INSENSITIVE);
    private static final int MISDIRECTED = 421;

    /** In front of that handler. */
    public LoopbackHost(Handler behind) {
        super(behind);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String host = Request.getServerName(request);
        if (host == null || OWN.matcher(host).matches()) {
            return super.handle(request, response, callback);
        }
        response.setStatus(MISDIRECTED);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        String why = "This collector listens on loopback and answers for localhost, not for '" + host
                + "'; a proxy in front of it must send it the Host 'localhost'.";
        response.write(true, ByteBuffer.wrap(JsonObject.compact(Map.of("error", why))), callback);
        return true;
    }
}
