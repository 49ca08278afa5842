import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { credentialElement, hubDocument, ruleElement } from "../fixtures/hub-document.js";
import { shownHubDocument } from "./hub-document.js";

const SECRET = "s3cret";

describe("a document of hub management", () => {
  it("keeps what is harmless", () => {
    const document = hubDocument(
      "<RegistrationTtl>P90D</RegistrationTtl>",
      credentialElement("ApnsCredential", { Endpoint: "gateway.push.apple.com", KeyId: "ABCDEFGHIJ", AppName: "app" }),
      credentialElement("WnsCredential", { packagesid: "ms-app://S-1" }),
      "<Status>true</Status>",
    );
    expect(shownHubDocument(document)).toBe(document);
  });

  it.each([
    '<?xml version="1.0"?>',
    '<?xml version="1.0" encoding="utf-8"?>',
    "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>",
  ])("keeps the XML declaration %s", (declaration) => {
    const document = `\ufeff${declaration}${hubDocument("<Status>true</Status>")}`;
    expect(shownHubDocument(document)).toBe(document);
  });

  it.each([
    [`<?xml version="1.0" encoding="${SECRET}"?><entry>`, "***<entry>"],
    [`<?xml version="1.0" key="${SECRET}"?><entry>`, "***<entry>"],
    [`<?note ${SECRET}?><entry>`, "***<entry>"],
    [`<PrimaryKey><?xml version="1.0"?>${SECRET}</PrimaryKey>`, '<PrimaryKey><?xml version="1.0"?>***</PrimaryKey>'],
    [ruleElement("Own", ["Send"], SECRET), "<KeyName>Own</KeyName><PrimaryKey>***</PrimaryKey>"],
    [credentialElement("AdmCredential", { ClientSecret: SECRET }), "<Name>ClientSecret</Name><Value>***</Value>"],
    [credentialElement("NewCredential", { NewSecret: SECRET }), "<Name>NewSecret</Name><Value>***</Value>"],
    [`<Name>KeyId</Name><Value>shown</Value><Value>${SECRET}</Value>`, "<Value>shown</Value><Value>***</Value>"],
    [`<Value><!-- -->${SECRET}</Value>`, "<Value>******</Value>"],
    [`<PrimaryKey><![CDATA[${SECRET}]]></PrimaryKey>`, "<PrimaryKey>***</PrimaryKey>"],
    [`<PrimaryKey><![CDATA[${SECRET}`, "<PrimaryKey>***"],
    [`<!--<KeyName>${SECRET}</KeyName>-->`, "***"],
    [`<Unknown a="b">${SECRET}</Unknown>`, '<Unknown a="b">***</Unknown>'],
    [`<sb:PrimaryKey>${SECRET}`, "<sb:PrimaryKey>***"],
    [`{"primaryKey":"${SECRET}"}`, "***"],
    [`<Status>true</Status>${SECRET}`, "<Status>true</Status>***"],
  ])("hides the secret of %s", (text, shown) => {
    expect(shownHubDocument(text)).toContain(shown);
  });

  it("hides a secret wherever it is in the text", () => {
    const tag = fc.constantFrom(
      "<PrimaryKey>",
      "</Value>",
      "<Value>",
      "<!-- x -->",
      "<![CDATA[",
      "]]>",
      "<Name>Token</Name>",
    );
    fc.assert(
      fc.property(fc.array(tag, { maxLength: 8 }), fc.array(tag, { maxLength: 8 }), (before, after) => {
        const shown = shownHubDocument(`${before.join("")}${SECRET}${after.join("")}`);
        expect(shown).not.toContain(SECRET);
      }),
    );
  });
});
