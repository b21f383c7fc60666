import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.crypto.Data;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.OctetStreamData;
import javax.xml.crypto.URIDereferencer;
import javax.xml.crypto.XMLCryptoContext;
import javax.xml.crypto.XMLStructure;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.TransformService;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Reads AS4 messages with nothing but the JDK: opens the attachment, has the JDK's XML Signature check every reference
 * and the signature, and unzips the document.
 *
 * <p>Arguments: a PKCS#12 file, its password, and a folder. For each {@code NAME.message} in it, which is a Content-Type,
 * a line feed and a body, {@code NAME.verdict} is written: one fact in a line, the first being {@code valid} or what is
 * wrong; and {@code NAME.document}, if it could be had.
 */
public final class As4Verifier {
  private static final String DS = "http://www.w3.org/2000/09/xmldsig#";
  private static final String XENC = "http://www.w3.org/2001/04/xmlenc#";
  private static final String XENC11 = "http://www.w3.org/2009/xmlenc11#";
  private static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";
  private static final String EB = "http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/";
  private static final String WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-";
  private static final String WSSE = WSS + "secext-1.0.xsd";
  private static final String WSU = WSS + "utility-1.0.xsd";
  private static final String SWA = "http://docs.oasis-open.org/wss/oasis-wss-SwAProfile-1.1#";
  private static final int TAG_BITS = 128;
  private static final int NONCE_BYTES = 12;

  private final PrivateKey key;
  private final Certificate certificate;

  private As4Verifier(PrivateKey key, Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  public static void main(String[] args) throws Exception {
    Security.addProvider(new Attachments());
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(args[0])) {
      store.load(in, args[1].toCharArray());
    }
    String alias = store.aliases().nextElement();
    PrivateKey key = (PrivateKey) store.getKey(alias, args[1].toCharArray());
    As4Verifier verifier = new As4Verifier(key, store.getCertificate(alias));
    List<Path> messages;
    try (Stream<Path> files = Files.list(Path.of(args[2]))) {
      messages = files.filter(file -> file.toString().endsWith(".message")).toList();
    }
    for (Path message : messages) {
      String name = message.getFileName().toString().replace(".message", "");
      List<String> facts = new ArrayList<>();
      try {
        Files.write(message.resolveSibling(name + ".document"), verifier.read(Files.readAllBytes(message), facts));
        facts.add(0, "valid");
      } catch (Exception problem) {
        facts.add(0, String.valueOf(problem.getMessage()).lines().findFirst().orElse(problem.toString()));
      }
      Files.write(message.resolveSibling(name + ".verdict"), facts);
    }
  }

  private byte[] read(byte[] content, List<String> facts) throws Exception {
    Map<String, byte[]> parts = parts(content);
    DocumentBuilderFactory builders = DocumentBuilderFactory.newInstance();
    builders.setNamespaceAware(true);
    builders.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Document envelope = builders.newDocumentBuilder().parse(new ByteArrayInputStream(parts.remove("")));

    Element signature = one(envelope, DS, "Signature");
    Element encrypted = one(envelope, XENC, "EncryptedData");
    Element part = one(envelope, EB, "PartInfo");
    String href = part.getAttribute("href");
    same("attachments", parts.keySet().toString(), "[" + href.substring("cid:".length()) + "]");
    byte[] zipped = open(envelope, encrypted, href, parts.get(href.substring("cid:".length())));

    X509Certificate signer = token(envelope, child(signature, WSSE, "Reference"));
    facts.add("signer " + signer.getSubjectX500Principal().getName());
    Element messaging = one(envelope, EB, "Messaging");
    Element body = one(envelope, SOAP, "Body");
    DOMValidateContext context =
        new DOMValidateContext(KeySelector.singletonKeySelector(signer.getPublicKey()), signature);
    context.setIdAttributeNS(messaging, WSU, "Id");
    context.setIdAttributeNS(body, WSU, "Id");
    XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
    URIDereferencer usual = factory.getURIDereferencer();
    context.setURIDereferencer(
        (reference, crypto) ->
            reference.getURI().equals(href)
                ? new OctetStreamData(new ByteArrayInputStream(zipped))
                : usual.dereference(reference, crypto));
    XMLSignature held = factory.unmarshalXMLSignature(context);
    same(
        "signature method",
        held.getSignedInfo().getSignatureMethod().getAlgorithm(),
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    List<String> covered = new ArrayList<>();
    for (Reference reference : held.getSignedInfo().getReferences()) {
      same("digest method", reference.getDigestMethod().getAlgorithm(), XENC + "sha256");
      if (!reference.validate(context)) {
        throw new IllegalStateException("digest of " + reference.getURI());
      }
      covered.add(reference.getURI());
    }
    String wanted = List.of("#" + messaging.getAttributeNS(WSU, "Id"), "#" + body.getAttributeNS(WSU, "Id"), href)
        .toString();
    same("references", covered.toString(), wanted);
    if (!held.getSignatureValue().validate(context)) {
      throw new IllegalStateException("signature");
    }
    for (String name : List.of("MimeType", "CompressionType")) {
      NodeList properties = part.getElementsByTagNameNS(EB, "Property");
      for (int at = 0; at < properties.getLength(); at++) {
        Element property = (Element) properties.item(at);
        if (property.getAttribute("name").equals(name)) {
          facts.add(name + " " + property.getTextContent());
        }
      }
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      return in.readAllBytes();
    }
  }

  /** The attachment as it was before it was encrypted. */
  private byte[] open(Document envelope, Element encrypted, String href, byte[] sealed) throws Exception {
    same("encrypted part", child(encrypted, XENC, "CipherReference").getAttribute("URI"), href);
    same("type", encrypted.getAttribute("Type"), SWA + "Attachment-Content-Only");
    same("cipher", child(encrypted, XENC, "EncryptionMethod").getAttribute("Algorithm"), XENC11 + "aes128-gcm");
    Element transport = one(envelope, XENC, "EncryptedKey");
    Element method = child(transport, XENC, "EncryptionMethod");
    same("key transport", method.getAttribute("Algorithm"), XENC11 + "rsa-oaep");
    same("digest of key transport", child(method, DS, "DigestMethod").getAttribute("Algorithm"), XENC + "sha256");
    same("mask", child(method, XENC11, "MGF").getAttribute("Algorithm"), XENC11 + "mgf1sha256");
    if (!token(envelope, child(transport, WSSE, "Reference")).equals(certificate)) {
      throw new IllegalStateException("encrypted for another certificate");
    }
    same(
        "data of the key",
        child(transport, XENC, "DataReference").getAttribute("URI"),
        "#" + encrypted.getAttribute("Id"));
    AlgorithmParameters oaep = AlgorithmParameters.getInstance("OAEP");
    oaep.init(
        new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
    Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
    rsa.init(Cipher.DECRYPT_MODE, key, oaep);
    byte[] wrapped = Base64.getMimeDecoder().decode(child(transport, XENC, "CipherValue").getTextContent());
    SecretKeySpec session = new SecretKeySpec(rsa.doFinal(wrapped), "AES");
    same("bits of the key", String.valueOf(session.getEncoded().length * Byte.SIZE), "128");
    Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
    aes.init(Cipher.DECRYPT_MODE, session, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
    return aes.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
  }

  /** The certificate of the binary token that a direct reference names. */
  private static X509Certificate token(Document envelope, Element reference) throws Exception {
    NodeList tokens = envelope.getElementsByTagNameNS(WSSE, "BinarySecurityToken");
    for (int at = 0; at < tokens.getLength(); at++) {
      Element token = (Element) tokens.item(at);
      if (reference.getAttribute("URI").equals("#" + token.getAttributeNS(WSU, "Id"))) {
        byte[] der = Base64.getMimeDecoder().decode(token.getTextContent());
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
      }
    }
    throw new IllegalStateException("no such token");
  }

  /** The parts of a message by Content-ID, the first one without. */
  private static Map<String, byte[]> parts(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1); // one character for each byte
    int line = text.indexOf('\n');
    Matcher boundary = Pattern.compile("boundary=\"([^\"]+)\"").matcher(text.substring(0, line));
    if (!boundary.find()) {
      throw new IllegalStateException("no boundary");
    }
    String[] pieces = ("\r\n" + text.substring(line + 1)).split(Pattern.quote("\r\n--" + boundary.group(1)), -1);
    same("end of the message", pieces[pieces.length - 1], "--\r\n");
    Map<String, byte[]> found = new HashMap<>();
    for (String piece : Arrays.copyOfRange(pieces, 1, pieces.length - 1)) {
      int end = piece.indexOf("\r\n\r\n");
      Matcher id = Pattern.compile("(?i)\r\nContent-ID: <([^>]+)>").matcher(piece.substring(0, end));
      byte[] held = piece.substring(end + "\r\n\r\n".length()).getBytes(StandardCharsets.ISO_8859_1);
      found.put(found.isEmpty() ? "" : id.find() ? id.group(1) : "?", held);
    }
    return found;
  }

  private static Element one(Document document, String namespace, String name) {
    return only(document.getElementsByTagNameNS(namespace, name), name);
  }

  private static Element child(Element parent, String namespace, String name) {
    return only(parent.getElementsByTagNameNS(namespace, name), name);
  }

  private static Element only(NodeList found, String name) {
    if (found.getLength() != 1) {
      throw new IllegalStateException(found.getLength() + " of " + name);
    }
    return (Element) found.item(0);
  }

  private static void same(String what, String held, String wanted) {
    if (!held.equals(wanted)) {
      throw new IllegalStateException(what + " is " + held);
    }
  }

  /** Makes the transform of signed attachments known to the JDK: their bytes as they are. */
  private static final class Attachments extends Provider {
    private static final long serialVersionUID = 1;

    Attachments() {
      super("attachments", "1", "");
      String service = "TransformService." + SWA + "Attachment-Content-Signature-Transform";
      put(service, AsItIs.class.getName());
      put(service + " MechanismType", "DOM");
    }
  }

  public static final class AsItIs extends TransformService {
    @Override
    public Data transform(Data data, XMLCryptoContext context) {
      return data;
    }

    @Override
    public Data transform(Data data, XMLCryptoContext context, java.io.OutputStream out) {
      try {
        ((OctetStreamData) data).getOctetStream().transferTo(out);
      } catch (java.io.IOException problem) {
        throw new IllegalStateException(problem);
      }
      return null;
    }

    @Override
    public void init(TransformParameterSpec parameters) {}

    @Override
    public void init(XMLStructure parent, XMLCryptoContext context) {}

    @Override
    public void marshalParams(XMLStructure parent, XMLCryptoContext context) {}

    @Override
    public java.security.spec.AlgorithmParameterSpec getParameterSpec() {
      return null;
    }

    @Override
    public boolean isFeatureSupported(String feature) {
      return false;
    }
  }
}
