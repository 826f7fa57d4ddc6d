//! Snapshots of what people see: the mail as HTML and text, a letter's preview, a call's guide.

use act::preview;

use crate::world::{START, Somebody, World, business, call, case, day, email, letter};

#[test]
fn mail_letter_and_call_look_as_agreed() {
    let world = World::with(&[]);
    let account = world.add(&Somebody::number(1), "contacted");
    let touches = [email(), letter(), call()];
    let until = Some(day("2026-04-16"));
    let read = |db: &_| {
        preview(
            db,
            &business(),
            day(START),
            account,
            &touches,
            &case(10, until),
        )
    };
    let shown = world.store.read(read).unwrap();
    insta::assert_snapshot!(
        "mail_text",
        format!("Subject: {}\n\n{}", shown[0].subject, shown[0].text)
    );
    insta::assert_snapshot!("mail_html", shown[0].html.replace("><", ">\n<"));
    insta::assert_snapshot!("letter_text", shown[1].text);
    insta::assert_snapshot!("letter_html", shown[1].html);
    insta::assert_snapshot!("call_guide", shown[2].text);
}
