import { type SendSample, wireHeaders, wirePath } from "./send-sample.js";

/** A program that needs Python's own library only. */
export function pythonSample(sample: SendSample): string {
  const headers = wireHeaders(sample).map(([name, value]) => `    ${json(name)}: ${json(value)},`);
  return `import base64, hashlib, hmac, os, time, urllib.parse, urllib.request

parts = dict(part.split("=", 1) for part in os.environ["NH_CONNECTION_STRING"].strip(";").split(";"))
url = ${json(sample.origin + wirePath(sample))}
audience = urllib.parse.quote_plus(url.split("?")[0].lower())
expires = int(time.time()) + 300
signed = hmac.new(parts["SharedAccessKey"].encode(), f"{audience}\\n{expires}".encode(), hashlib.sha256).digest()
signature = urllib.parse.quote_plus(base64.b64encode(signed))
token = f"SharedAccessSignature sr={audience}&sig={signature}&se={expires}&skn={parts['SharedAccessKeyName']}"

request = urllib.request.Request(url, method="POST", data=${json(sample.body)}.encode(), headers={
    "Authorization": token,
${headers.join("\n")}
})
with urllib.request.urlopen(request) as response:
    print(response.status, response.headers.get("Location"))
`;
}

/** A program for .NET without a package. */
export function csharpSample(sample: SendSample): string {
  const headers = wireHeaders(sample)
    .filter(([name]) => name !== "Content-Type")
    .map(([name, value]) => `request.Headers.TryAddWithoutValidation(${json(name)}, ${json(value)});`);
  return `using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

var parts = Environment.GetEnvironmentVariable("NH_CONNECTION_STRING")!
    .Split(';', StringSplitOptions.RemoveEmptyEntries)
    .Select(part => part.Split('=', 2))
    .ToDictionary(pair => pair[0], pair => pair[1]);
var url = ${json(sample.origin + wirePath(sample))};
var audience = Uri.EscapeDataString(url.Split('?')[0].ToLowerInvariant());
var expires = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 300;
using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(parts["SharedAccessKey"]));
var signature = Uri.EscapeDataString(Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes($"{audience}\\n{expires}"))));

using var client = new HttpClient();
using var request = new HttpRequestMessage(HttpMethod.Post, url);
request.Headers.TryAddWithoutValidation("Authorization",
    $"SharedAccessSignature sr={audience}&sig={signature}&se={expires}&skn={parts["SharedAccessKeyName"]}");
${headers.join("\n")}
request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(${json(sample.body)}));
request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(${json(sample.contentType)});
using var response = await client.SendAsync(request);
Console.WriteLine($"{(int)response.StatusCode} {response.Headers.Location}");
`;
}

/** A program for Java 17 without a library. */
export function javaSample(sample: SendSample): string {
  const headers = wireHeaders(sample).map(([name, value]) => `        .header(${json(name)}, ${json(value)})`);
  return `import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import static java.nio.charset.StandardCharsets.UTF_8;

public class Send {
  public static void main(String[] arguments) throws Exception {
    Map<String, String> parts = new HashMap<>();
    for (String part : System.getenv("NH_CONNECTION_STRING").split(";")) {
      String[] pair = part.split("=", 2);
      parts.put(pair[0], pair[1]);
    }
    String url = ${json(sample.origin + wirePath(sample))};
    String audience = URLEncoder.encode(url.split("\\\\?")[0].toLowerCase(), UTF_8);
    long expires = System.currentTimeMillis() / 1000 + 300;
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(parts.get("SharedAccessKey").getBytes(UTF_8), "HmacSHA256"));
    byte[] signed = mac.doFinal((audience + "\\n" + expires).getBytes(UTF_8));
    String signature = URLEncoder.encode(Base64.getEncoder().encodeToString(signed), UTF_8);

    HttpRequest request = HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", "SharedAccessSignature sr=" + audience + "&sig=" + signature + "&se=" + expires
            + "&skn=" + parts.get("SharedAccessKeyName"))
${headers.join("\n")}
        .POST(HttpRequest.BodyPublishers.ofString(${json(sample.body)}))
        .build();
    HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    System.out.println(response.statusCode() + " " + response.headers().firstValue("Location").orElse(""));
  }
}
`;
}

/**
 * A string literal in the part of the syntax that Python, C# and Java share: everything beyond
 * ASCII is escaped.
 */
function json(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
