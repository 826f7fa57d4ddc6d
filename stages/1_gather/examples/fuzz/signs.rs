//! What a reader gives a meaning to, put in by the fuzzer where it does not belong: the name of a
//! reader enters, scraps of its language leave.

type Signs = &'static [&'static [u8]];

/// The signs of one reader; those of delimited text for a reader without its own.
pub(crate) fn signs_of(reader: &str) -> Signs {
    match reader {
        "xlsx" | "ods" => SHEETS,
        "vcard" => CARDS,
        "mbox" => MAILS,
        "json" => RECORDS,
        _ => TEXT,
    }
}

/// Workbooks: marks of XML, far corners, repeats.
const SHEETS: Signs = &[
    b"<",
    b">",
    b"/>",
    b"\"",
    b"&lt;",
    b"&#x0;",
    b"&a;",
    b"<c r=\"XFD1048576\"><v>1</v></c>",
    b" r=\"ZZZZ99999999\"",
    b" t=\"s\"",
    b" ref=\"A1:XFD1048576\"",
    b"<v>99999999999</v>",
    b"-1",
    b" table:number-columns-repeated=\"99999999\"",
    b" table:number-rows-repeated=\"99999999\"",
    b"<mergeCell ref=\"A1:C99999\"/>",
    b"99999999999999999999",
    b"<table:table-row>",
    b"</row>",
    b"1e999",
    b"NaN",
    b" table:number-rows-spanned=\"99999\"",
    b"<is><t>x</t></is>",
    b"]]>",
    b"<![CDATA[",
    b"\0",
];

/// Address books.
const CARDS: Signs = &[
    b"BEGIN:VCARD\n",
    b"END:VCARD\n",
    b"\n ",
    b";ENCODING=QUOTED-PRINTABLE:",
    b"=\n",
    b"=C3",
    b"=ZZ",
    b"\\",
    b";;;",
    b"N:",
    b"ADR:",
    b"\xff",
    b"\0",
    b"item1.",
    b":",
    b"\r",
    b"TEL:tel:",
];

/// Mailboxes.
const MAILS: Signs = &[
    b"\nFrom a@b Thu Jan  1 10:00:00 2026\n",
    b"\n\n",
    b">From ",
    b"Content-Type: multipart/mixed; boundary=x\n",
    b"--x\n",
    b"=?utf-8?B?w7w=?=",
    b"=?x",
    b"<",
    b">",
    b"\0",
    b"\xff",
    b"Date: 99 Foo 99999 99:99:99 +9999\n",
    b"Message-ID: <",
];

/// Records of JSON.
const RECORDS: Signs = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b":",
    b",",
    b"\\u",
    b"\\ud800",
    b"1e999",
    b"-",
    b"null",
    b"{\"a\":",
    b"\n",
    b"\0",
    b"\xff",
    b"[[[[[[[[[[[[[[[[",
    b"99999999999999999999999",
];

/// Delimited text.
const TEXT: Signs = &[
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"|",
    b"\n",
    b"\r",
    b"\r\n",
    b"\0",
    b"\xff",
    b"=",
    b"-9",
    b"99999999999999999999",
    b"\xe2\x80\xa8",
    b":",
    b"<",
    b"sep=;\n",
    b"31/12/2026",
    b"12/31/2026",
    b"0/0/00",
    b"29.02.2025",
    b"1e308",
    b"(1.234,56)",
    b"-.,",
    b"EUR",
    b"9223372036854775807",
    b"-9223372036854775808",
    b"0.00000000000000000001",
    b"TOTAL",
    b" ::: ",
    b"\xf0\x9f\x98\x80",
    b"99999999-99-99",
];
