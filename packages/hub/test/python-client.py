"""A REST client as a reader of the Notification Hubs tutorial would write it, with the standard library alone.

Run by python-client.test.ts. It keeps the habits of that class: the connection string has exactly three parts in a fixed
order, the signature is quoted with "/" left as it is, the address has a slash before the query, the request line carries
the whole URL, and a debug send appends "&test".
"""

import base64
import hashlib
import hmac
import http.client
import json
import os
import sys
import time
import urllib.parse

API_VERSION = "2016-07"


class TutorialHub:
    def __init__(self, connection_string, hub_name, is_debug=False):
        parts = connection_string.split(";")
        if len(parts) != 3:
            raise ValueError("The connection string must have three parts.")
        self.endpoint = "https" + parts[0][len("Endpoint=sb"):]
        self.key_name = parts[1][len("SharedAccessKeyName="):]
        self.key = parts[2][len("SharedAccessKey="):]
        self.hub_name = hub_name
        self.is_debug = is_debug

    def token(self):
        """A token whose signature holds a raw slash, which quote() leaves alone."""
        resource = urllib.parse.quote(self.endpoint + self.hub_name, safe="").lower()
        expiry = int(time.time()) + 300
        while True:
            text = "%s\n%d" % (resource, expiry)
            digest = hmac.new(self.key.encode("utf-8"), text.encode("utf-8"), hashlib.sha256).digest()
            signature = urllib.parse.quote(base64.b64encode(digest).decode("ascii"))
            if "/" in signature:
                return "SharedAccessSignature sr=%s&sig=%s&se=%d&skn=%s" % (resource, signature, expiry, self.key_name)
            expiry += 1

    def send(self, platform, payload, content_type, headers=None, tags=None, handle=None, at=None):
        url = self.endpoint + self.hub_name
        url += "/messages/" if at is None else "/schedulednotifications/"
        url += "?direct&api-version=" + API_VERSION if handle else "?api-version=" + API_VERSION
        if self.is_debug:
            url += "&test"
        sent = {
            "Content-Type": content_type,
            "Authorization": self.token(),
            "ServiceBusNotification-Format": platform,
        }
        if handle:
            sent["ServiceBusNotification-DeviceHandle"] = handle
        if at:
            sent["ServiceBusNotification-ScheduleTime"] = at
        if tags:
            sent["ServiceBusNotification-Tags"] = tags if isinstance(tags, str) else " || ".join(sorted(tags))
        sent.update(headers or {})
        connection = http.client.HTTPSConnection(urllib.parse.urlparse(url).netloc)
        connection.request("POST", url, payload.encode("utf-8"), sent)
        answer = connection.getresponse()
        body = answer.read().decode("utf-8")
        connection.close()
        return {"status": answer.status, "reason": answer.reason, "body": body, "location": answer.getheader("Location")}


JSON = "application/json;charset=utf-8"
XML = "application/xml"
TOAST = "<toast><visual><binding template='ToastText01'><text id='1'>Hello</text></binding></visual></toast>"
PHONE = "<wp:Notification xmlns:wp='WPNotification'><wp:Tile><wp:Count>1</wp:Count></wp:Tile></wp:Notification>"

hub = TutorialHub(os.environ["NH_CONNECTION_STRING"], os.environ["NH_HUB"])
debug = TutorialHub(os.environ["NH_CONNECTION_STRING"], os.environ["NH_HUB"], is_debug=True)
expiry = {"ServiceBusNotification-ApnsExpiry": "2030-01-02T03:04:05Z"}

answers = {
    "apple": hub.send("apple", json.dumps({"aps": {"alert": "Hello"}}), JSON, headers=expiry),
    "gcm": hub.send("gcm", json.dumps({"data": {"msg": "Hello"}}), JSON),
    "adm": hub.send("adm", json.dumps({"data": {"key1": "value1"}}), JSON),
    "baidu": hub.send("baidu", json.dumps({"title": "t", "description": "d"}), JSON),
    "windows": hub.send("windows", TOAST, XML, headers={"X-WNS-Type": "wns/toast"}),
    "windowsphone": hub.send(
        "windowsphone", PHONE, XML, headers={"X-WindowsPhone-Target": "tile", "X-NotificationClass": "1"}
    ),
    "template": hub.send("template", json.dumps({"text": "from a template"}), JSON, tags={"news", "sport"}),
    "expression": hub.send("apple", json.dumps({"aps": {"alert": "both"}}), JSON, tags="news && !sport"),
    "direct": hub.send("apple", json.dumps({"aps": {"alert": "one"}}), JSON, handle="D1EC70"),
    "scheduled": hub.send("apple", json.dumps({"aps": {"alert": "later"}}), JSON, at=sys.argv[1]),
    "debug": debug.send("apple", json.dumps({"aps": {"alert": "test"}}), JSON, tags="news"),
    "refused": debug.send("apple", json.dumps({"aps": {"alert": "test"}}), JSON, tags="news &&"),
}
hub.key = "c29tZXRoaW5nIGVsc2U="
answers["unauthorized"] = hub.send("apple", "{}", JSON)
print(json.dumps(answers))
