//! What meetings cost, and how well they can decide at their size.

use super::contract::{About, Better, Context, Family, Metric, Order, Reading, figure};
use super::layers::are_parts;
use super::words::{one, two};
use crate::facts::{Series, SeriesSizes, median};
use crate::lint::Needs;
use crate::lint::words::{count, list, percent, thousands};
use crate::model::{Column, Purpose, Subject, Table, TeamId};
use std::collections::BTreeMap;

/// People-hours per week.
pub(super) const HOURS: Metric = Metric {
    name: "meeting-hours",
    title: "Hours in meetings",
    family: Family::Meetings,
    definition: "How many hours a week people spend in recurring meetings, all attendees added up. Meetings without a \
                 known size, rhythm or length are left out and counted.",
    formula: "Σ over meetings of attendees × times per week × minutes / 60; attendees are listed ones who are not merely \
              informed, and guests, else the stated headcount",
    range: "0 and more",
    better: Better::Lower,
    reading: "High: less of the week is left for the work that the meetings are about",
    cost: "linear in attendance",
    sources: &[
        "Microsoft Workplace Analytics: meeting metrics",
        "Network Perspective: meeting guidelines (15 hours a week for a person)",
    ],
    needs: &[
        Needs::MeetingSizes,
        Needs::Column(Table::Meetings, Column::Minutes),
        Needs::Any(&[
            Needs::Column(Table::Meetings, Column::PerWeek),
            Needs::Column(Table::Meetings, Column::Date),
        ]),
    ],
    figures: &[
        figure(
            "people-hours",
            "people-hours a week",
            "of all meetings together; also of each meeting",
        ),
        figure(
            "mean",
            "hours a week",
            "of the people who are listed in any meeting; also of each part with enough of them",
        ),
        figure(
            "median",
            "hours a week",
            "half of these people have at most so many",
        ),
        figure(
            "over-eight",
            "share",
            "share of the people-hours spent in meetings of more than eight people",
        ),
        figure(
            "person",
            "hours a week",
            "of each person, with --with-people",
        ),
    ],
    listed: Some(("people-hours", Order::Largest)),
    compute: hours,
};

/// Effectiveness by size.
pub(super) const EFFECTIVENESS: Metric = Metric {
    name: "meeting-effectiveness",
    title: "Deciding power of meetings",
    family: Family::Meetings,
    definition: "How well a meeting of this size can still decide, by the rule of thumb that each person beyond the \
                 seventh takes a tenth away. Meetings meant to decide count; where no meeting says what it is for, all \
                 do. A series counts once, with its median size.",
    formula: "max(0, 1 − 0.1 · (n − 7)), at most 1, for n attendees; 8 make 0.90, 12 make 0.50, 17 and more make 0",
    range: "0 to 1",
    better: Better::Higher,
    reading: "Low: the meetings that should decide are too large to. It is a rule of thumb; in studies size lowers how much \
              people take part, and did not lower effectiveness by itself",
    cost: "linear in meetings",
    sources: &[
        "Blenko, Mankins, Rogers: Decide and Deliver, 2010 (rule of seven)",
        "Leach, Rogelberg, Warr, Burnfield: Perceived meeting effectiveness, 2009 (size and involvement)",
    ],
    needs: &[Needs::MeetingSizes],
    figures: &[
        figure("mean", "share", "mean over meetings"),
        figure(
            "over-eight",
            "share",
            "share of these meetings with more than eight people",
        ),
        figure("meetings", "meetings", "how many these are"),
        figure("effectiveness", "share", "of each meeting"),
    ],
    listed: Some(("effectiveness", Order::Smallest)),
    compute: effectiveness,
};

fn about(cx: &Context<'_>, series: &Series) -> About {
    let key = series
        .sessions
        .first()
        .map_or("", |id| cx.org.meeting(*id).key());
    About::Other(Subject::meeting(key), series.label(cx.org))
}

fn hours(cx: &Context<'_>) -> Result<Reading, String> {
    let (org, facts) = (cx.org, cx.facts);
    let mut of_person = vec![0.0; org.people.len()];
    let (mut all, mut large, mut unknown) = (0.0, 0.0, 0);
    let mut series: Vec<(About, String, f64, usize)> = Vec::new();
    for each in facts.meetings().series() {
        let (mut sum, mut sessions) = (0.0, 0);
        for id in each.sessions.iter().filter(|id| org.meeting(**id).recurs()) {
            let (Some(size), Some(hours)) =
                (facts.meetings().size(*id), facts.rhythm().hours(org, *id))
            else {
                unknown += 1;
                continue;
            };
            sum += f64::from(size) * hours;
            sessions += 1;
            large += if size > 8 {
                f64::from(size) * hours
            } else {
                0.0
            };
            for person in facts.meetings().attendees(*id) {
                of_person[person.index()] += hours;
            }
        }
        all += sum;
        if sessions > 0 {
            series.push((about(cx, each), each.label(org), sum, sessions));
        }
    }
    if all <= 0.0 {
        return Err("no meeting with a known size, rhythm and length".to_owned());
    }
    let mut reading = Reading::new("");
    reading.org("people-hours", all, series.len());
    let told = loads(cx, &of_person, &mut reading);
    reading.org("over-eight", large / all, series.len());
    let most = series.iter().max_by(|a, b| a.2.total_cmp(&b.2));
    let most = most.map_or(String::new(), |(_, name, sum, _)| {
        format!("; the dearest is {name} with {}", one(*sum))
    });
    reading.sentence = format!(
        "{} people-hours a week in {}{told}; {} of it in meetings of more than eight{most}",
        thousands(all.round() as usize),
        count(series.len(), "recurring meeting", "recurring meetings"),
        percent(large / all)
    );
    for (about, _, sum, sessions) in series {
        reading.add(about, "people-hours", sum, sessions);
    }
    if unknown > 0 {
        reading.note(format!(
            "{} left out: size, rhythm or length is not known",
            count(unknown, "meeting is", "meetings are")
        ));
    }
    Ok(reading)
}

/// Hours of people who are in any meeting: of all, of each part, of each of them; told in a few words.
fn loads(cx: &Context<'_>, of_person: &[f64], reading: &mut Reading) -> String {
    let busy: Vec<usize> = (0..of_person.len())
        .filter(|person| of_person[*person] > 0.0)
        .collect();
    if busy.is_empty() {
        return String::new();
    }
    let n = busy.len();
    let mut sorted: Vec<f64> = busy.iter().map(|person| of_person[*person]).collect();
    sorted.sort_by(f64::total_cmp);
    let mean = sorted.iter().sum::<f64>() / n as f64;
    let middle = median(n, |at| sorted[at]);
    reading.org("mean", mean, n);
    reading.org("median", middle, n);
    let mut parts: BTreeMap<TeamId, Vec<f64>> = BTreeMap::new();
    for person in &busy {
        if let Some(team) = cx.org.people[*person].team {
            parts
                .entry(cx.facts.tree().boundary(team))
                .or_default()
                .push(of_person[*person]);
        }
    }
    if parts.len() > 1 && are_parts(cx) {
        for (part, hours) in parts
            .into_iter()
            .filter(|(_, hours)| hours.len() >= cx.options.min_group)
        {
            let mean = hours.iter().sum::<f64>() / hours.len() as f64;
            reading.add(About::Unit(part), "mean", mean, hours.len());
        }
    }
    if cx.people {
        for person in busy {
            let about = About::Person(crate::model::PersonId::at(person));
            reading.add(
                about,
                "person",
                of_person[person],
                cx.facts
                    .meetings()
                    .of(crate::model::PersonId::at(person))
                    .len(),
            );
        }
    }
    format!(
        ", {} for each of {} on average (median {})",
        one(mean),
        count(n, "person listed", "people listed"),
        one(middle)
    )
}

fn effectiveness(cx: &Context<'_>) -> Result<Reading, String> {
    let all = cx.facts.meetings().series();
    let labelled = all.iter().any(|series| series.purpose.is_some());
    let decides = |series: &&Series| !labelled || series.purpose == Some(Purpose::Decision);
    let mut sized: Vec<(&Series, f64, f64)> = all
        .iter()
        .filter(decides)
        .filter_map(|series| {
            let sizes = SeriesSizes::of(cx.facts.meetings(), series);
            (sizes.known() > 0).then(|| (series, sizes.median(), index(sizes.median())))
        })
        .collect();
    let n = sized.len();
    if n == 0 {
        return Err("no meeting that decides has a known size".to_owned());
    }
    let mean = sized.iter().map(|(_, _, value)| value).sum::<f64>() / n as f64;
    let large = sized.iter().filter(|(_, size, _)| *size > 8.0).count();
    sized.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.id.cmp(&b.0.id)));
    let names = sized
        .iter()
        .take(large)
        .map(|(series, size, _)| format!("{} ({})", series.label(cx.org), one(*size)));
    let kind = if labelled {
        ["meeting that decides", "meetings that decide"]
    } else {
        ["meeting", "meetings"]
    };
    let mut reading = Reading::new(format!(
        "{} of {} {} more than eight people{}; the mean index is {}",
        thousands(large),
        count(n, kind[0], kind[1]),
        if large == 1 { "has" } else { "have" },
        if large > 0 {
            format!(": {}", list(names, 3))
        } else {
            String::new()
        },
        two(mean)
    ));
    reading.org("mean", mean, n);
    reading.org("over-eight", large as f64 / n as f64, n);
    reading.org("meetings", n as f64, n);
    for (series, _, value) in &sized {
        reading.add(
            about(cx, series),
            "effectiveness",
            *value,
            series.sessions.len(),
        );
    }
    if !labelled {
        reading.note("no meeting says what it is for: all count as if they had to decide");
    }
    Ok(reading)
}

fn index(size: f64) -> f64 {
    (1.0 - 0.1 * (size - 7.0)).clamp(0.0, 1.0)
}
