"""smtplib: a contact list in, one personalised mail of text and HTML each out, over one line.

`mails.py CONTACTS.csv HOST PORT MOST`: no row is written for a mail, nothing is checked before it leaves,
and a second run would send everything again: less than a delivery does.
"""

import csv
import smtplib
import sys
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import escape
from itertools import islice

from measured import measure

SENDER = "Tarn & Hollow Supplies <hello@tarnhollow.example>"
SUBJECT = "{company}: 1 % off until 16 April"
TEXT = """Dear {first_name} {last_name},

it has been a while since your last order, and we would like to see you again.

With your own code {code} you take 1 % off everything in one order, until 16 April 2026.

Edith Tarn
Tarn & Hollow Supplies
"""
HTML = """<html><body style="font-family: sans-serif"><p>Dear {first_name} {last_name},</p>
<p>it has been a while since your last order, and we would like to see you again.</p>
<p>With your own code <b>{code}</b> you take 1 % off everything in one order, until 16 April
2026.</p><p>Edith Tarn<br>Tarn &amp; Hollow Supplies</p></body></html>
"""


def mail_to(contact):
    contact = {**contact, "code": "K7RM2XW2TQ9P"}
    # The older classes of the library: its EmailMessage takes two to three times as long.
    mail = MIMEMultipart("alternative")
    mail["From"] = SENDER
    mail["To"] = contact["email"]
    mail["Subject"] = SUBJECT.format(**contact)
    mail["List-Unsubscribe"] = "<https://tarnhollow.example/stop/" + contact["customer_id"] + ">"
    safe = {name: escape(value) for name, value in contact.items()}
    mail.attach(MIMEText(TEXT.format(**contact), "plain", "utf-8"))
    mail.attach(MIMEText(HTML.format(**safe), "html", "utf-8"))
    return mail


def send_mails():
    with open(sys.argv[1], newline="", encoding="utf-8") as contacts:
        everybody = list(islice(csv.DictReader(contacts), int(sys.argv[4])))
    with smtplib.SMTP(sys.argv[2], int(sys.argv[3])) as server:
        for contact in everybody:
            server.sendmail(SENDER, contact["email"], mail_to(contact).as_bytes())
    return len(everybody), f"{len(everybody)} sent"


measure(send_mails)
