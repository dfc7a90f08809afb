//! The bytes of a terminal, and their events.

use std::time::{Duration, Instant};

use levelup::testing::{Event, Key, MouseEvent, MouseKind, Parser};

const DELAY: Duration = Duration::from_millis(50);

/// The events of bytes that come at once, and of the pause after them.
fn events(bytes: &[u8]) -> Vec<Event> {
    let mut parser = Parser::new(DELAY);
    let mut events = parser.read(bytes, Instant::now());
    if parser.deadline().is_some() {
        events.extend(parser.give_up());
    }
    assert_eq!(parser.deadline(), None);
    events
}

/// The events of bytes that come one by one.
fn events_of_single_bytes(bytes: &[u8]) -> Vec<Event> {
    let (mut parser, now) = (Parser::new(DELAY), Instant::now());
    let mut events: Vec<Event> = bytes
        .iter()
        .flat_map(|byte| parser.read(&[*byte], now))
        .collect();
    if parser.deadline().is_some() {
        events.extend(parser.give_up());
    }
    events
}

fn keys(keys: &[Key]) -> Vec<Event> {
    keys.iter().copied().map(Event::Key).collect()
}

fn mouse(kind: MouseKind, x: u16, y: u16) -> Event {
    Event::Mouse(MouseEvent { kind, x, y })
}

/// Bytes that terminals send although no key was pressed.
const REPLIES: &[&[u8]] = &[
    // Device attributes, and the version.
    b"\x1b[?62;22c",
    b"\x1b[>0;276;0c",
    b"\x1b[>c",
    b"\x1b[c",
    b"\x1bP!|7E565445\x1b\\",
    b"\x1bP>|XTerm(390)\x1b\\",
    // Modes, and the color scheme.
    b"\x1b[?2026;2$y",
    b"\x1b[4;1$y",
    b"\x1b[?997;1n",
    b"\x1b[?13n",
    b"\x1b[0n",
    // The place of the cursor, and sizes.
    b"\x1b[?12;34R",
    b"\x1b[12;34R",
    b"\x1b[1;2R",
    b"\x1b[?12;34;1R",
    b"\x1b[8;24;80t",
    b"\x1b[4;480;640t",
    b"\x1b[48;24;80;480;640t",
    b"\x1b[?1;0;256S",
    // Colors, the clipboard, notifications, the title.
    b"\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
    b"\x1b]10;rgb:dddd/dddd/dddd\x07",
    b"\x1b]11;rgb:0000/0000/0000\x1b\\",
    b"\x1b]52;c;bGV2ZWwgdXAgcQ==\x07",
    b"\x1b]99;i=1:p=?;a=report q\x1b\\",
    b"\x1b]lq title\x1b\\",
    "\x1b]l✜ q\x1b\\".as_bytes(),
    // Capabilities, settings, graphics.
    b"\x1bP1+r544e=787465726d\x1b\\",
    b"\x1bP0+r\x1b\\",
    b"\x1bP1$r0 q\x1b\\",
    b"\x1bP1$r0;1;4m\x1b\\",
    b"\x1b_Gi=31;OK\x1b\\",
    b"\x1b^q privacy\x1b\\",
    b"\x1bXq string\x1b\\",
    // The flags of the keyboard, focus, releases, the mouse.
    b"\x1b[?1u",
    b"\x1b[I",
    b"\x1b[O",
    b"\x1b[113;1:3u",
    b"\x1b[1;1:3A",
    b"\x1b[5;1:3~",
    b"\x1b[57441u",
    b"\x1b[<35;10;10M",
    b"\x1b[<0;10;10m",
    b"\x1b[M#!!",
    b"\x1b[201~",
    b"\x1bNq",
    // 8-bit introducers, as bytes and as characters of UTF-8.
    b"\x9b?62;22c",
    b"\x9b?997;1n",
    b"\x90>|XTerm(390)\x9c",
    b"\x9d11;rgb:0000/0000/0000\x9c",
    b"\x9d11;rgb:0000/0000/0000\x07",
    b"\x9fGi=31;OK\x9c",
    b"\x98q\x9c",
    b"\x9eq\x9c",
    b"\x8eq",
    "\u{9b}?62;22c".as_bytes(),
    "\u{90}1$r0 q\u{9c}".as_bytes(),
];

#[test]
fn replies_are_not_keys() {
    for reply in REPLIES {
        let shown = String::from_utf8_lossy(reply).replace('\u{1b}', "ESC");
        assert_eq!(events(reply), [], "{shown}");
        assert_eq!(events_of_single_bytes(reply), [], "{shown} in bytes");
        let twice = [reply, *reply].concat();
        assert_eq!(events(&twice), [], "{shown} twice");
        let between = [b"j", *reply, b"k"].concat();
        let expected = keys(&[Key::Char('j'), Key::Char('k')]);
        assert_eq!(events(&between), expected, "{shown} between keys");
        assert_eq!(events_of_single_bytes(&between), expected, "{shown}");
    }
}

#[test]
fn unfinished_replies_never_swallow_later_keys() {
    for reply in REPLIES {
        for cut in 1..reply.len() {
            let shown = format!("{:?}", String::from_utf8_lossy(&reply[..cut]));
            let (mut parser, now) = (Parser::new(DELAY), Instant::now());
            parser.read(&reply[..cut], now);
            if let Some(deadline) = parser.deadline() {
                assert!(deadline <= now + DELAY * 20, "{shown}");
                parser.give_up();
            }
            let typed = parser.read(b"q", now);
            assert_eq!(typed, keys(&[Key::Char('q')]), "{shown}");

            // Ctrl-C needs no pause.
            let mut parser = Parser::new(DELAY);
            let typed = parser.read(&[&reply[..cut], b"\x03"].concat(), now);
            assert_eq!(typed.last(), Some(&Event::Key(Key::Ctrl('c'))), "{shown}");
            assert_eq!(parser.deadline(), None, "{shown}");
        }
    }
}

#[test]
fn held_keys_do_not_prolong_an_unfinished_sequence() {
    for begin in ["\x1b[<", "\x1b]11;", "\x1bP1$r"] {
        let mut parser = Parser::new(DELAY);
        let mut now = Instant::now();
        parser.read(begin.as_bytes(), now);
        let typed = (0..100).any(|_| {
            now += DELAY / 2;
            !parser.read(b"2", now).is_empty()
        });
        assert!(typed, "{begin:?}");
    }
}

#[test]
fn controls_cancel_sequences_or_are_keys_inside() {
    let char = Key::Char;
    let table: &[(&[u8], &[Key])] = &[
        (b"\x1b[?6\x18c", &[Key::Ctrl('x'), char('c')]),
        (b"\x1b]11;\x1az", &[Key::Ctrl('z'), char('z')]),
        (b"\x1b[?6\x1b[A", &[Key::Up]),
        (b"\x1bP1$r\x1b[B", &[Key::Down]),
        (b"\x1b]11;rgb\x9b?62c", &[]),
        (b"\x1b[1\r;5A", &[Key::Enter, Key::Up]),
        (b"\x1b[?6\x7f2c", &[Key::Backspace]),
        (b"\x1b[1;\xc3\xa9", &[char('é')]),
        (b"\x1b\x1b", &[Key::Esc, Key::Esc]),
        (b"\x1b\x1b[A", &[Key::Esc, Key::Up]),
        (b"\x1b\x9b?62c", &[Key::Esc]),
        (b"\x1b]11;\x1b", &[Key::Esc]),
        (b"\x1b\x03", &[Key::Ctrl('c')]),
        (b"\x1b[[q", &[char('q')]),
    ];
    for (bytes, expected) in table {
        let shown = String::from_utf8_lossy(bytes);
        assert_eq!(events(bytes), keys(expected), "{shown:?}");
        assert_eq!(events_of_single_bytes(bytes), keys(expected), "{shown:?}");
    }
}

#[test]
fn long_sequences_are_bounded() {
    let csi = [b"\x1b[", "1;".repeat(5_000).as_bytes(), b"Aq"].concat();
    assert_eq!(events(&csi), keys(&[Key::Char('q')]));
    let string = [b"\x1b]52;c;", "A".repeat(1 << 19).as_bytes(), b"\x07q"].concat();
    assert_eq!(events(&string), keys(&[Key::Char('q')]));
    let endless = [b"\x1b]52;c;", "A".repeat(1 << 20).as_bytes(), b"q"].concat();
    assert_eq!(events(&endless).last(), Some(&Event::Key(Key::Char('q'))));
    let paste = [b"\x1b[200~", "x".repeat(3 << 20).as_bytes(), b"\x1b[201~q"].concat();
    let expected = [
        Event::Paste("x".repeat(1 << 20)),
        Event::Key(Key::Char('q')),
    ];
    assert!(events(&paste) == expected);
}

/// Keys in the forms that terminals have for them.
const KEYS: &[(&str, &[Key])] = &[
    (
        "q ü漢👩",
        &[
            Key::Char('q'),
            Key::Char(' '),
            Key::Char('ü'),
            Key::Char('漢'),
            Key::Char('👩'),
        ],
    ),
    (
        "\r\n\t\x7f\x08",
        &[
            Key::Enter,
            Key::Enter,
            Key::Tab,
            Key::Backspace,
            Key::Backspace,
        ],
    ),
    (
        "\x01\x04\x0c\x12\x1a\0",
        &[
            Key::Ctrl('a'),
            Key::Ctrl('d'),
            Key::Ctrl('l'),
            Key::Ctrl('r'),
            Key::Ctrl('z'),
            Key::Ctrl(' '),
        ],
    ),
    ("\x1c\x1f", &[Key::Ctrl('4'), Key::Ctrl('7')]),
    ("\x1b", &[Key::Esc]),
    (
        "\x1bx\x1bü\x1b\\\x1b ",
        &[Key::Alt('x'), Key::Alt('ü'), Key::Alt('\\'), Key::Alt(' ')],
    ),
    (
        "\x1b\r\x1b\x7f\x1b\x08",
        &[Key::Enter, Key::Backspace, Key::Backspace],
    ),
    ("\x1b[", &[Key::Alt('[')]),
    ("\x1bO", &[Key::Alt('O')]),
    ("\x1bN", &[Key::Alt('N')]),
    ("\x1bP", &[Key::Alt('P')]),
    ("\x1b]", &[Key::Alt(']')]),
    ("\x1bX", &[Key::Alt('X')]),
    ("\x1b^", &[Key::Alt('^')]),
    ("\x1b_", &[Key::Alt('_')]),
    (
        "\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F\x1b[Z",
        &[
            Key::Up,
            Key::Down,
            Key::Right,
            Key::Left,
            Key::Home,
            Key::End,
            Key::BackTab,
        ],
    ),
    (
        "\x1bOA\x1bOB\x1bOC\x1bOD\x1bOH\x1bOF",
        &[
            Key::Up,
            Key::Down,
            Key::Right,
            Key::Left,
            Key::Home,
            Key::End,
        ],
    ),
    (
        "\x1b[1~\x1b[7~\x1b[4~\x1b[8~\x1b[3~\x1b[5~\x1b[6~",
        &[
            Key::Home,
            Key::Home,
            Key::End,
            Key::End,
            Key::Delete,
            Key::PageUp,
            Key::PageDown,
        ],
    ),
    (
        "\x1b[1;5A\x1b[1;2:1B\x1b[1;1:2C\x1b[5A\x1bO5D\x1b[5;3~",
        &[
            Key::Up,
            Key::Down,
            Key::Right,
            Key::Up,
            Key::Left,
            Key::PageUp,
        ],
    ),
    (
        "\x1bOP\x1bOQ\x1bOR\x1bOS\x1b[15~\x1b[17~\x1b[18~\x1b[19~\x1b[20~\x1b[21~\x1b[23~\x1b[24~",
        &[
            Key::F(1),
            Key::F(2),
            Key::F(3),
            Key::F(4),
            Key::F(5),
            Key::F(6),
            Key::F(7),
            Key::F(8),
            Key::F(9),
            Key::F(10),
            Key::F(11),
            Key::F(12),
        ],
    ),
    (
        "\x1b[11~\x1b[P\x1b[1;2Q\x1b[13~\x1b[1;5S\x1b[[A\x1b[[E\x1b[57376u",
        &[
            Key::F(1),
            Key::F(1),
            Key::F(2),
            Key::F(3),
            Key::F(4),
            Key::F(1),
            Key::F(5),
            Key::F(13),
        ],
    ),
    (
        "\x1bOp\x1bOy\x1bOk\x1bOm\x1bOj\x1bOo\x1bOn\x1bOl\x1bOM\x1bOX",
        &[
            Key::Char('0'),
            Key::Char('9'),
            Key::Char('+'),
            Key::Char('-'),
            Key::Char('*'),
            Key::Char('/'),
            Key::Char('.'),
            Key::Char(','),
            Key::Enter,
            Key::Char('='),
        ],
    ),
    // The kitty keyboard protocol and CSI u.
    ("\x1b[113u\x1b[113;1:1u\x1b[113;1:2u", &[Key::Char('q'); 3]),
    (
        "\x1b[97;2u\x1b[97:65;2u\x1b[49:33;2u\x1b[97;1;228u",
        &[
            Key::Char('A'),
            Key::Char('A'),
            Key::Char('!'),
            Key::Char('ä'),
        ],
    ),
    (
        "\x1b[99;5u\x1b[67;6u\x1b[120;3u",
        &[Key::Ctrl('c'), Key::Ctrl('c'), Key::Alt('x')],
    ),
    (
        "\x1b[27u\x1b[13u\x1b[9u\x1b[9;2u\x1b[127u\x1b[8u",
        &[
            Key::Esc,
            Key::Enter,
            Key::Tab,
            Key::BackTab,
            Key::Backspace,
            Key::Backspace,
        ],
    ),
    (
        "\x1b[104;5u\x1b[105;5u\x1b[109;5u",
        &[Key::Backspace, Key::Tab, Key::Enter],
    ),
    (
        "\x1b[57400u\x1b[57413;129u\x1b[57414u\x1b[57419u\x1b[57424u",
        &[
            Key::Char('1'),
            Key::Char('+'),
            Key::Enter,
            Key::Up,
            Key::End,
        ],
    ),
    // The modifyOtherKeys of xterm.
    (
        "\x1b[27;5;99~\x1b[27;2;65~\x1b[27;5;13~\x1b[27;3;120~",
        &[Key::Ctrl('c'), Key::Char('A'), Key::Enter, Key::Alt('x')],
    ),
];

#[test]
fn keys_are_read_in_every_encoding() {
    let char = Key::Char;
    for (bytes, expected) in KEYS {
        assert_eq!(events(bytes.as_bytes()), keys(expected), "{bytes:?}");
        let single = events_of_single_bytes(bytes.as_bytes());
        assert_eq!(single, keys(expected), "{bytes:?}");
    }
    let eight_bit: &[(&[u8], &[Key])] = &[
        (b"\x9bA\x8fB\x9b1;5C", &[Key::Up, Key::Down, Key::Right]),
        ("\u{9b}A".as_bytes(), &[Key::Up]),
        // Invalid UTF-8: only the invalid bytes are dropped.
        (
            b"a\xffb\xc3q\xe2\x82\xacx",
            &[char('a'), char('b'), char('q'), char('€'), char('x')],
        ),
        (b"\xc3", &[]),
    ];
    for (bytes, expected) in eight_bit {
        assert_eq!(events(bytes), keys(expected), "{bytes:?}");
        assert_eq!(events_of_single_bytes(bytes), keys(expected), "{bytes:?}");
    }
}

#[test]
fn mouse_reports_are_read_in_every_encoding() {
    let click = |x, y| mouse(MouseKind::Click, x, y);
    let table: &[(&[u8], &[Event])] = &[
        (b"\x1b[<0;5;4M", &[click(4, 3)]),
        (
            b"\x1b[<0;300;200M\x1b[<16;1;1M",
            &[click(299, 199), click(0, 0)],
        ),
        (b"\x1b[<64;1;2M", &[mouse(MouseKind::WheelUp, 0, 1)]),
        (b"\x1b[<65;1;2M", &[mouse(MouseKind::WheelDown, 0, 1)]),
        (b"\x1b[32;5;4M", &[click(4, 3)]),
        (b"\x1b[M %$", &[click(4, 3)]),
        (b"\x1b[M \xe0\xff", &[click(191, 222)]),
        (b"\x1b[M`!\"", &[mouse(MouseKind::WheelUp, 0, 1)]),
        (b"\x1b[<0;0;4M\x1b[M \0\0\x1b[<1;5;4M\x1b[<99999;1;1M", &[]),
    ];
    for (bytes, expected) in table {
        let shown = String::from_utf8_lossy(bytes);
        assert_eq!(events(bytes), *expected, "{shown:?}");
        assert_eq!(events_of_single_bytes(bytes), *expected, "{shown:?}");
    }
}

#[test]
fn pastes_are_read_complete_and_unfinished() {
    let paste = |text: &str| Event::Paste(text.to_owned());
    let q = Event::Key(Key::Char('q'));
    let table: &[(&[u8], &[Event])] = &[
        (
            b"\x1b[200~q\r\nx\x03\x1b[A\xc2\x9b2\x1b[201~q",
            &[paste("q\r\nx\u{3}\u{1b}[A\u{9b}2"), q.clone()],
        ),
        (b"\x1b[200~\xff\x1b[201~", &[paste("\u{fffd}")]),
        (b"\x1b[200~\x1b[201~q", std::slice::from_ref(&q)),
        (
            b"\x9b200~a\x1b[201~b\x9b201~q",
            &[paste("a\u{1b}[201~b"), q.clone()],
        ),
        (
            "\u{9b}200~ab\u{9b}201~q".as_bytes(),
            &[paste("ab"), q.clone()],
        ),
        // The end of a paste in the other form is text.
        (
            b"\x1b[200~a\xc2\x9b201~q\x1b[201~",
            &[paste("a\u{9b}201~q")],
        ),
        // Without an end.
        (b"\x1b[200~text", &[paste("text")]),
        (
            b"\x1b[200~text\x03",
            &[paste("text"), Event::Key(Key::Ctrl('c'))],
        ),
    ];
    for (bytes, expected) in table {
        let shown = String::from_utf8_lossy(bytes);
        assert_eq!(events(bytes), *expected, "{shown:?}");
        assert_eq!(events_of_single_bytes(bytes), *expected, "{shown:?}");
    }
}

#[test]
fn split_character_is_read_however_late() {
    for (first, rest, expected) in [
        // Without its first byte, the rest is CSI, ST, and DCS.
        (&b"\xc4"[..], &b"\x9b"[..], keys(&[Key::Char('ě')])),
        (b"\xe2\x9c", b"\x9c", keys(&[Key::Char('✜')])),
        (b"\xf0\x9f", b"\x90\x90", keys(&[Key::Char('🐐')])),
        (b"\x1b\xc4", b"\x9b", keys(&[Key::Esc, Key::Char('ě')])),
        // A key is no part of it.
        (b"\xc4", b"2", keys(&[Key::Char('2')])),
    ] {
        let (mut parser, now) = (Parser::new(DELAY), Instant::now());
        let mut events = parser.read(first, now);
        if parser.deadline().is_some() {
            events.extend(parser.give_up());
        }
        events.extend(parser.read(rest, now + DELAY * 100));
        assert_eq!(events, expected, "{first:?}");
        assert_eq!(parser.deadline(), None, "{first:?}");
    }
}
