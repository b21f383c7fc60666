import com.helger.base.debug.GlobalDebug;
import com.helger.base.io.iface.IHasInputStream;
import com.helger.collection.commons.CommonsArrayList;
import com.helger.collection.commons.ICommonsList;
import com.helger.http.header.HttpHeaderMap;
import com.helger.mime.IMimeType;
import com.helger.peppol.sbdh.PeppolSBDHData;
import com.helger.peppol.sbdh.PeppolSBDHDataReadException;
import com.helger.peppol.sbdh.PeppolSBDHDataReader;
import com.helger.phase4.attachment.IAS4IncomingAttachmentFactory;
import com.helger.phase4.attachment.WSS4JAttachment;
import com.helger.phase4.crypto.AS4CryptoFactoryInMemoryKeyStore;
import com.helger.phase4.ebms3header.Ebms3Error;
import com.helger.phase4.ebms3header.Ebms3Property;
import com.helger.phase4.ebms3header.Ebms3SignalMessage;
import com.helger.phase4.ebms3header.Ebms3UserMessage;
import com.helger.phase4.error.AS4Error;
import com.helger.phase4.error.AS4ErrorList;
import com.helger.phase4.incoming.AS4IncomingMessageMetadata;
import com.helger.phase4.incoming.AS4IncomingProfileSelectorConstant;
import com.helger.phase4.incoming.AS4IncomingReceiverConfiguration;
import com.helger.phase4.incoming.AS4RequestHandler;
import com.helger.phase4.incoming.AS4ServerInitializer;
import com.helger.phase4.incoming.IAS4IncomingMessageMetadata;
import com.helger.phase4.incoming.IAS4IncomingMessageState;
import com.helger.phase4.incoming.IAS4ResponseAbstraction;
import com.helger.phase4.incoming.crypto.AS4IncomingSecurityConfiguration;
import com.helger.phase4.incoming.mgr.AS4ProfileSelector;
import com.helger.phase4.incoming.spi.AS4MessageProcessorResult;
import com.helger.phase4.incoming.spi.AS4SignalMessageProcessorResult;
import com.helger.phase4.incoming.spi.IAS4IncomingMessageProcessorSPI;
import com.helger.phase4.messaging.http.HttpRetrySettings;
import com.helger.phase4.model.error.EEbmsError;
import com.helger.phase4.model.pmode.IPMode;
import com.helger.phase4.model.pmode.resolve.AS4DefaultPModeResolver;
import com.helger.phase4.peppol.Phase4PeppolSender;
import com.helger.phase4.profile.peppol.AS4PeppolProfileRegistarSPI;
import com.helger.phase4.sender.IAS4SignalMessageValidationResultHandler;
import com.helger.security.certificate.TrustedCAChecker;
import com.helger.security.revocation.ERevocationCheckMode;
import com.helger.servlet.mock.MockServletContext;
import com.helger.web.scope.mgr.WebScopeManager;
import com.helger.web.scope.mgr.WebScoped;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.w3c.dom.Node;

/**
 * An access point of phase4: it receives on a port of 127.0.0.1, and sends what a line on its standard input asks for.
 *
 * <p>Arguments: key store and trust store (PKCS#12), their password, a folder for what is received, and the one
 * participant that is served. Lines in both directions are of the form of URL queries. It says its port first, then one
 * line for each message that was asked for, and ends with its standard input.
 */
public final class Phase4Peer {
  private static final Charset UTF_8 = Charset.forName("UTF-8");
  private static final String PROFILE = AS4PeppolProfileRegistarSPI.AS4_PROFILE_ID;

  private static AS4CryptoFactoryInMemoryKeyStore keys;
  private static TrustedCAChecker authorities;
  private static Path folder;
  private static String served;

  public static void main(String[] args) throws Exception {
    char[] password = args[2].toCharArray();
    KeyStore own = keyStore(args[0], password);
    KeyStore trusted = keyStore(args[1], password);
    folder = Path.of(args[3]);
    served = args[4];
    keys = new AS4CryptoFactoryInMemoryKeyStore(own, own.aliases().nextElement(), password, trusted);
    X509Certificate[] issuers = new X509Certificate[trusted.size()];
    int at = 0;
    for (String alias : Collections.list(trusted.aliases())) {
      issuers[at++] = (X509Certificate) trusted.getCertificate(alias);
    }
    authorities = new TrustedCAChecker(ERevocationCheckMode.NONE, Duration.ofMinutes(1), 10, issuers);
    GlobalDebug.setDebugModeDirect(true); // or phase4 refuses plain http
    WebScopeManager.onGlobalBegin(MockServletContext.create());
    AS4ProfileSelector.setCustomDefaultAS4ProfileID(PROFILE);
    AS4ServerInitializer.initAS4Server();

    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 20);
    server.setExecutor(Executors.newFixedThreadPool(2));
    server.createContext("/as4", Phase4Peer::receive);
    server.start();
    say(Map.of("port", String.valueOf(server.getAddress().getPort())));
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Map<String, String> answer = new TreeMap<>();
      try (WebScoped scope = new WebScoped()) {
        send(read(line), answer);
      } catch (Exception problem) {
        answer.put("exception", problem.toString());
      }
      say(answer);
    }
    System.exit(0);
  }

  // Sending: phase4 makes the business envelope and the message, and judges the answer.

  private static void send(Map<String, String> asked, Map<String, String> answer) throws Exception {
    X509Certificate certificate;
    try (InputStream in = new FileInputStream(asked.get("certificate"))) {
      certificate = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
    var names = Phase4PeppolSender.IF;
    var result =
        Phase4PeppolSender.builder()
            .cryptoFactory(keys)
            .senderParticipantID(names.createParticipantIdentifierWithDefaultScheme(asked.get("sender")))
            .receiverParticipantID(names.createParticipantIdentifierWithDefaultScheme(asked.get("receiver")))
            .documentTypeID(names.createDocumentTypeIdentifierWithDefaultScheme(asked.get("document_type")))
            .processID(names.createProcessIdentifierWithDefaultScheme(asked.get("process")))
            .senderPartyID(asked.get("party"))
            .countryC1(asked.get("country"))
            .sbdhInstanceIdentifier(asked.get("instance"))
            .messageID(asked.get("message_id"))
            .payload(Files.readAllBytes(Path.of(asked.get("document"))))
            .disableValidation()
            .receiverEndpointDetails(certificate, asked.get("url"))
            .httpRetrySettings(new HttpRetrySettings().setMaxRetries(0))
            .checkReceiverAPCertificate(true)
            .peppolAP_CAChecker(authorities)
            .rawResponseConsumer(
                sent -> {
                  answer.put("status", String.valueOf(sent.getResponseStatusLine().getStatusCode()));
                  answer.put("response", new String(sent.getResponseContent(), UTF_8));
                })
            .signalMsgConsumer((signal, metadata, state) -> heard(signal, state, answer))
            .signalMsgValidationResultHdl(
                new IAS4SignalMessageValidationResultHandler() {
                  public void onSuccess() {
                    answer.put("digests", "same");
                  }

                  public void onError(String why) {
                    answer.put("digests", why);
                  }

                  public void onNotApplicable() {
                    answer.put("digests", "none");
                  }
                })
            .sendMessageAndCheckForReceipt(problem -> answer.put("exception", causes(problem)));
    answer.put("result", result.name());
  }

  private static void heard(Ebms3SignalMessage signal, IAS4IncomingMessageState state, Map<String, String> answer) {
    answer.put("ref_to_message_id", String.valueOf(signal.getMessageInfo().getRefToMessageId()));
    answer.put("receipt", String.valueOf(signal.getReceipt() != null));
    answer.put("signature_checked", String.valueOf(state.isSoapSignatureChecked()));
    if (state.hasSigningCertificate()) {
      answer.put("signer", state.getSigningCertificate().getSubjectX500Principal().getName());
    }
    for (Ebms3Error error : signal.getError()) {
      answer.put("error", error.getErrorCode());
      answer.put("severity", error.getSeverity());
      answer.put("detail", String.valueOf(error.getErrorDetail()));
      answer.put("message_in_error", String.valueOf(error.getRefToMessageInError()));
    }
  }

  // Receiving: phase4 reads, verifies, decrypts and answers; what it makes of a message goes to files.

  private static void receive(HttpExchange exchange) throws IOException {
    Answer answer = new Answer();
    HttpHeaderMap headers = new HttpHeaderMap();
    exchange.getRequestHeaders().forEach((name, values) -> values.forEach(value -> headers.addHeader(name, value)));
    try (WebScoped scope = new WebScoped();
        AS4RequestHandler handler = new AS4RequestHandler(AS4IncomingMessageMetadata.createForRequest())) {
      handler.setCryptoFactory(keys);
      handler.setPModeResolver(new AS4DefaultPModeResolver(PROFILE));
      handler.setIncomingProfileSelector(new AS4IncomingProfileSelectorConstant(PROFILE, true));
      handler.setIncomingAttachmentFactory(IAS4IncomingAttachmentFactory.DEFAULT_INSTANCE);
      handler.setIncomingSecurityConfiguration(AS4IncomingSecurityConfiguration.createDefaultInstance());
      handler.setIncomingReceiverConfiguration(new AS4IncomingReceiverConfiguration());
      handler.setProcessorSupplier(() -> new CommonsArrayList<IAS4IncomingMessageProcessorSPI>(new Processor()));
      handler.handleRequest(new ByteArrayInputStream(exchange.getRequestBody().readAllBytes()), headers, answer);
    } catch (Exception problem) {
      problem.printStackTrace();
      answer.status = 500;
      answer.content = problem.toString().getBytes(UTF_8);
    }
    answer.headers.forEachSingleHeader((name, value) -> exchange.getResponseHeaders().add(name, value), false);
    exchange.sendResponseHeaders(answer.status, answer.content.length == 0 ? -1 : answer.content.length);
    exchange.getResponseBody().write(answer.content);
    exchange.close();
  }

  private static final class Answer implements IAS4ResponseAbstraction {
    int status = 200;
    byte[] content = new byte[0];
    final HttpHeaderMap headers = new HttpHeaderMap();

    public void setContent(byte[] bytes, Charset charset) {
      content = bytes;
    }

    public void setContent(HttpHeaderMap more, IHasInputStream source) {
      headers.addAllHeaders(more);
      try (InputStream in = source.getInputStream()) {
        content = in.readAllBytes();
      } catch (IOException problem) {
        throw new IllegalStateException(problem);
      }
    }

    public void setMimeType(IMimeType type) {
      headers.setContentType(type.getAsString());
    }

    public void setStatus(int code) {
      status = code;
    }
  }

  /** What an access point adds to phase4-lib: whom it trusts, the business envelope, and whom it serves. */
  private static final class Processor implements IAS4IncomingMessageProcessorSPI {
    public AS4MessageProcessorResult processAS4UserMessage(
        IAS4IncomingMessageMetadata metadata,
        HttpHeaderMap headers,
        Ebms3UserMessage message,
        IPMode mode,
        Node body,
        ICommonsList<WSS4JAttachment> attachments,
        IAS4IncomingMessageState state,
        AS4ErrorList errors) {
      try {
        return processed(message, attachments, state, errors);
      } catch (PeppolSBDHDataReadException problem) {
        return refused(EEbmsError.EBMS_OTHER, problem.getErrorCode().getID(), state, errors);
      } catch (IOException problem) {
        return refused(EEbmsError.EBMS_OTHER, problem.toString(), state, errors);
      }
    }

    private AS4MessageProcessorResult processed(
        Ebms3UserMessage message,
        ICommonsList<WSS4JAttachment> attachments,
        IAS4IncomingMessageState state,
        AS4ErrorList errors)
        throws PeppolSBDHDataReadException, IOException {
      var checked = authorities.checkCertificate(state.getSigningCertificate());
      if (checked.isInvalid()) {
        return refused(EEbmsError.EBMS_FAILED_AUTHENTICATION, checked.getReason(), state, errors);
      }
      if (attachments.size() != 1) {
        return refused(EEbmsError.EBMS_OTHER, attachments.size() + " attachments", state, errors);
      }
      byte[] payload;
      try (InputStream in = attachments.get(0).getSourceStream()) {
        payload = in.readAllBytes();
      }
      PeppolSBDHData data =
          new PeppolSBDHDataReader(Phase4PeppolSender.IF).extractData(new ByteArrayInputStream(payload));
      Map<String, String> facts = new TreeMap<>();
      for (Ebms3Property property : message.getMessageProperties().getProperty()) {
        facts.put(property.getName(), property.getType() + "::" + property.getValue());
      }
      facts.put("sender", data.getSenderURIEncoded());
      facts.put("receiver", data.getReceiverURIEncoded());
      facts.put("document_type", data.getDocumentTypeURIEncoded());
      facts.put("process", data.getProcessURIEncoded());
      facts.put("country", data.getCountryC1());
      facts.put("instance", data.getInstanceIdentifier());
      facts.put("message_id", state.getMessageID());
      facts.put("signer", state.getSigningCertificate().getSubjectX500Principal().getName());
      facts.put("signature_checked", String.valueOf(state.isSoapSignatureChecked()));
      facts.put("decrypted", String.valueOf(state.isSoapDecrypted()));
      facts.put("action", message.getCollaborationInfo().getAction());
      facts.put("root", data.getBusinessMessage().getLocalName());
      if (!facts.get("sender").equals(facts.get("originalSender"))
          || !facts.get("receiver").equals(facts.get("finalRecipient"))) {
        return refused(EEbmsError.EBMS_VALUE_INCONSISTENT, "message properties", state, errors);
      }
      if (!served.equals(data.getReceiverValue())) {
        return refused(EEbmsError.EBMS_OTHER, "PEPPOL:NOT_SERVICED", state, errors);
      }
      Files.write(folder.resolve(data.getInstanceIdentifier() + ".payload"), payload);
      Files.writeString(folder.resolve(data.getInstanceIdentifier() + ".facts"), written(facts));
      return AS4MessageProcessorResult.createSuccess();
    }

    private static AS4MessageProcessorResult refused(
        EEbmsError code, String detail, IAS4IncomingMessageState state, AS4ErrorList errors) {
      var error = code.errorBuilder(Locale.US).refToMessageInError(state.getMessageID()).errorDetail(detail);
      errors.add(AS4Error.builder().ebmsError(error).build());
      return AS4MessageProcessorResult.createFailure();
    }

    public AS4SignalMessageProcessorResult processAS4SignalMessage(
        IAS4IncomingMessageMetadata metadata,
        HttpHeaderMap headers,
        Ebms3SignalMessage signal,
        IPMode mode,
        IAS4IncomingMessageState state,
        AS4ErrorList errors) {
      return AS4SignalMessageProcessorResult.createSuccess();
    }

    public void processAS4ResponseMessage(
        IAS4IncomingMessageMetadata metadata,
        IAS4IncomingMessageState state,
        String messageId,
        byte[] response,
        boolean sent,
        AS4ErrorList errors) {}
  }

  // Plain things.

  private static KeyStore keyStore(String file, char[] password) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(file)) {
      store.load(in, password);
    }
    return store;
  }

  private static String causes(Throwable problem) {
    StringBuilder text = new StringBuilder();
    for (Throwable each = problem; each != null; each = each.getCause()) {
      text.append(text.length() == 0 ? "" : "; because of ").append(each);
    }
    return text.toString();
  }

  private static Map<String, String> read(String line) {
    Map<String, String> found = new TreeMap<>();
    for (String pair : line.split("&")) {
      String[] sides = pair.split("=", 2);
      found.put(URLDecoder.decode(sides[0], UTF_8), URLDecoder.decode(sides[1], UTF_8));
    }
    return found;
  }

  private static String written(Map<String, String> values) {
    StringBuilder line = new StringBuilder();
    values.forEach(
        (name, value) ->
            line.append(line.length() == 0 ? "" : "&").append(name).append('=').append(URLEncoder.encode(value, UTF_8)));
    return line.toString();
  }

  private static void say(Map<String, String> values) {
    System.out.println(written(values));
    System.out.flush();
  }
}
