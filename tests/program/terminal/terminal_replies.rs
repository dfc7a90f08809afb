//! Replies of a terminal, on a real pty.

use std::thread;
use std::time::Duration;

use crate::support::program::Program;
use crate::terminal::{form, workspace};

/// Replies to requests of another program, and reports that terminals send unrequested.
const REPLIES: [&str; 33] = [
    "\x1b[?997;1n",
    "\x1b[?2026;2$y",
    "\x1b[?12;34R",
    "\x1b[?13n",
    "\x1b[?1;0;256S",
    "\x1b[?62;22c",
    "\x1b[>0;276;0c",
    "\x1b[>c",
    "\x1bP!|7E565445\x1b\\",
    "\x1bP>|XTerm(390)\x1b\\",
    "\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
    "\x1b]10;rgb:dddd/dddd/dddd\x07",
    "\x1b]11;rgb:0000/0000/0000\x1b\\",
    "\x1b]52;c;bGV2ZWwgdXAgcQ==\x07",
    "\x1b]99;i=1:p=?;a=report q\x1b\\",
    "\x1bP1+r544e=787465726d\x1b\\",
    "\x1bP0+r\x1b\\",
    "\x1bP1$r0 q\x1b\\",
    "\x1bP1$r0;1;4m\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b^q\x1b\\",
    "\x1bXq\x1b\\",
    "\x1b[8;24;80t",
    "\x1b[4;480;640t",
    "\x1b[48;24;80;480;640t",
    "\x1b[12;34R",
    "\x1b[1;2R",
    "\x1b[0n",
    "\x1b[?1u",
    "\x1b[I",
    "\x1b[O",
    "\u{9b}?62;22c",
    "\u{90}1$r0 q\u{9c}",
];

/// Whether the form is as it was before and takes keys: `1` and `2` rate two categories, and are
/// undone.
fn takes_keys(program: &mut Program, what: &str) {
    program.press("12");
    program.until(what, |seen| {
        let text = seen.text();
        text.contains("2 of 3 answered · saved") && text.contains("▌ Resting")
    });
    program.press("uug");
    program.until(what, |seen| {
        let text = seen.text();
        text.contains("0 of 3 answered") && text.contains("▌ Jumping")
    });
}

fn quits(mut program: Program) {
    program.press("q");
    assert_eq!(program.code(), 0);
    program.gives_the_terminal_back();
}

#[test]
fn complete_replies_are_not_keys() {
    let mut program = form(&workspace());
    for reply in REPLIES {
        program.press(&format!("{reply}1{reply}{reply}ug{reply}"));
        takes_keys(&mut program, reply);
    }
    quits(program);
}

#[test]
fn replies_in_two_parts_are_not_keys() {
    // A busy machine must not take longer between the parts than the program waits.
    let mut program = form(&workspace().variable("ESCDELAY", "9000"));
    for reply in REPLIES {
        for cut in 1..reply.len() {
            program.press("1");
            program.press_bytes(&reply.as_bytes()[..cut]);
            program.has_read_all();
            program.press_bytes(&reply.as_bytes()[cut..]);
            program.press("ug");
        }
        takes_keys(&mut program, reply);
    }
    quits(program);
}

#[test]
fn unfinished_replies_do_not_block_keys() {
    let mut program = form(&workspace());
    for begin in [
        "\x1b[<",
        "\x1b[?997;1",
        "\x1b[?2026;2$",
        "\x1b]11;rgb:0",
        "\x1bP1$r0 ",
        "\x1b_G",
        "\u{90}",
        "\x1b[M",
        "\x1b[[",
    ] {
        program.press(begin);
        // Long enough for the program to give up the sequence.
        thread::sleep(Duration::from_millis(300));
        takes_keys(&mut program, begin);
    }
    program.press("\x1b[200~never ends");
    program.has_read_all();
    program.press("\x03");
    assert_eq!(program.code(), 0);
}

#[test]
fn ctrl_c_ends_the_program_inside_any_sequence() {
    for begin in [
        "\x1b",
        "\x1b[<",
        "\x1b]11;",
        "\x1bP1$r0 ",
        "\x1b_G",
        "\x1bO",
        "\u{9b}",
    ] {
        let mut program = form(&workspace());
        program.press(begin);
        program.has_read_all();
        program.press("\x03");
        assert_eq!(program.code(), 0, "{begin:?}");
    }
}

#[test]
fn random_sequences_are_not_keys() {
    let mut program = form(&workspace());
    let mut random = Random(0x5eed);
    for _ in 0..20 {
        let mut sequences = String::new();
        for _ in 0..50 {
            sequences.push('1');
            sequences.push_str(&random.sequence());
            sequences.push_str("ug");
        }
        program.press(&sequences);
        takes_keys(&mut program, &sequences);
    }
    quits(program);
}

/// Pseudorandom numbers, the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn one_of(&mut self, text: &str) -> char {
        text.chars().nth(self.below(text.chars().count())).unwrap()
    }

    fn some_of(&mut self, text: &str, most: usize) -> String {
        (0..self.below(most + 1))
            .map(|_| self.one_of(text))
            .collect()
    }

    /// A private report, or a control string, with an introducer of 7 or 8 bits.
    fn sequence(&mut self) -> String {
        let eight_bit = self.below(3) == 0;
        if self.below(2) == 0 {
            let begin = if eight_bit { "\u{9b}" } else { "\x1b[" };
            let parameters = self.some_of("0123456789;:", 12);
            let intermediates = self.some_of(" !\"#$%&'()*+,-./", 2);
            let end = self.one_of("@ABCGKRScehlmnpqrstuxy{|}~");
            return format!("{begin}?{parameters}{intermediates}{end}");
        }
        let at = self.below(5);
        let begin = if eight_bit {
            ["\u{9d}", "\u{90}", "\u{9f}", "\u{9e}", "\u{98}"][at]
        } else {
            ["\x1b]", "\x1bP", "\x1b_", "\x1b^", "\x1bX"][at]
        };
        let text = self.some_of("qsx12unedpt ;:?!$é漢\r\n\t", 30);
        let end = if eight_bit { "\u{9c}" } else { "\x1b\\" };
        format!("{begin}{text}{end}")
    }
}
