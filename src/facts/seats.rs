//! Who sits in which meeting, for the rules of eight: the sizes of a series, its name without
//! dates, and who is there for another team. Knows no limit and no rule.

use super::meetings::Series;
use super::{Facts, MeetingFacts};
use crate::model::{AttendeeRole, Context, LiaisonId, MeetingId, Org, PersonId, TeamId, is_month};
use crate::source::Place;

/// Sizes of the sessions of one series, the largest first; sessions of unknown size are left out.
#[derive(Clone, Debug)]
pub struct SeriesSizes {
    sessions: Vec<(u32, MeetingId)>,
}

impl SeriesSizes {
    /// Looks up every session. Of equal sizes the later session comes first: it is the one that is
    /// remembered.
    pub fn of(meetings: &MeetingFacts, series: &Series) -> Self {
        let mut sessions: Vec<(u32, MeetingId)> = series
            .sessions
            .iter()
            .filter_map(|session| Some((meetings.size(*session)?, *session)))
            .collect();
        sessions.sort_unstable_by(|a, b| b.cmp(a));
        Self { sessions }
    }

    /// The largest session with its size.
    pub fn largest(&self) -> Option<(u32, MeetingId)> {
        self.sessions.first().copied()
    }

    /// The middle size; of an even number of sessions the mean of the two in the middle.
    pub fn median(&self) -> f64 {
        median(self.sessions.len(), |at| f64::from(self.sessions[at].0))
    }

    /// Whether fewer than a quarter of several sessions have more people than `limit`: an exception,
    /// not the habit of the series. A quarter is our own choice.
    pub fn is_exception(&self, limit: u32) -> bool {
        self.known() > 1 && self.over(limit).len() * 4 < self.known()
    }

    /// Sessions with more people than `limit`, the largest first.
    pub fn over(&self, limit: u32) -> &[(u32, MeetingId)] {
        let end = self.sessions.partition_point(|(size, _)| *size > limit);
        &self.sessions[..end]
    }

    /// Number of sessions whose size is known.
    pub fn known(&self) -> usize {
        self.sessions.len()
    }
}

/// The middle one of `count` numbers, which `at` gives in ascending or descending order; of an even
/// count the mean of the two in the middle, of none 0.
pub fn median(count: usize, at: impl Fn(usize) -> f64) -> f64 {
    let half = count / 2;
    match count % 2 {
        _ if count == 0 => 0.0,
        0 => f64::midpoint(at(half - 1), at(half)),
        _ => at(half),
    }
}

impl Series {
    /// Whether there are several sessions; a series of one speaks as a plain meeting.
    pub fn repeats(&self) -> bool {
        self.sessions.len() > 1
    }

    /// How messages call it: the title, for several sessions without what looks like a date. The
    /// hosting team follows where the title does not hold it, for many teams have a "weekly".
    pub fn label(&self, org: &Org) -> String {
        let Some(first) = self.sessions.first().map(|id| org.meeting(*id)) else {
            return String::new();
        };
        let title = if self.repeats() {
            undated(first.label())
        } else {
            first.label().to_owned()
        };
        let lower = title.to_lowercase();
        match first.host() {
            Some(host)
                if !lower.contains(&host.label().to_lowercase())
                    && !lower.contains(&host.key().to_lowercase()) =>
            {
                format!("{title} of {}", host.label())
            }
            _ => title,
        }
    }

    /// What stays the same when sessions are added: host and undated title of the series, key of a
    /// plain meeting.
    pub fn identity(&self, org: &Org) -> String {
        let Some(first) = self.sessions.first().map(|id| org.meeting(*id)) else {
            return String::new();
        };
        if self.repeats() {
            let host = first.host().map_or("", |host| host.key());
            format!("series {host} {}", undated(first.label()).to_lowercase())
        } else {
            format!("meeting {}", first.key())
        }
    }
}

/// A title without its dates: where it holds a digit, its words lose numbers and names of months, and
/// a word that repeats the one before goes. The title itself where nothing is left.
fn undated(title: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    if !title.contains(|c: char| c.is_ascii_digit()) {
        return title.to_owned();
    }
    let parts = title.split(|c: char| c.is_whitespace() || "/-_.,:".contains(c));
    for part in parts.filter(|part| !part.is_empty() && !is_dated(part)) {
        if !words.last().is_some_and(|w| w.eq_ignore_ascii_case(part)) {
            words.push(part);
        }
    }
    if words.is_empty() {
        title.to_owned()
    } else {
        words.join(" ")
    }
}

/// A number, or the name of a month.
fn is_dated(part: &str) -> bool {
    part.contains(|c: char| c.is_ascii_digit()) || is_month(part)
}

/// Someone who attends a meeting for another team.
#[derive(Clone, Copy, Debug)]
pub struct LiaisonSeat {
    /// The person.
    pub person: PersonId,
    /// The assignment that brings the person here, where there is one.
    pub liaison: Option<LiaisonId>,
    /// How much context the other team needs: of the assignment, else the most that a dependency
    /// between home and host needs.
    pub context: Option<Context>,
    /// The attendance row.
    pub place: Place,
}

impl Facts<'_> {
    /// Who is in a meeting as a liaison: by the role of the attendance row, or by an assignment in
    /// force that covers the hosting team of someone who does not belong to it. Lowest context
    /// first, unknown context last, then in the order of people.
    pub fn liaison_seats(&self, meeting: MeetingId) -> Vec<LiaisonSeat> {
        let view = self.org().meeting(meeting);
        let host = view.host().map(|host| host.id);
        let mut seats: Vec<LiaisonSeat> = view
            .attendance()
            .filter(|row| row.counts())
            .filter_map(|row| {
                let person = row.record().person;
                let liaison = host.and_then(|host| self.assignment_to(person, host));
                let declared = row.record().role == Some(AttendeeRole::Liaison);
                (declared || liaison.is_some()).then(|| LiaisonSeat {
                    person,
                    liaison,
                    context: liaison.and_then(|id| self.context_of(id, host)),
                    place: row.place(),
                })
            })
            .collect();
        seats.sort_by_key(|seat| (seat.context.is_none(), seat.context, seat.person));
        seats.dedup_by_key(|seat| seat.person);
        seats
    }

    /// The assignment of a person that covers a team the person does not belong to.
    fn assignment_to(&self, person: PersonId, host: TeamId) -> Option<LiaisonId> {
        use crate::model::Status;
        let (org, tree) = (self.org(), self.tree());
        let covering = self.liaisons().of(person).find(|id| {
            let record = &org.liaisons[id.index()];
            record.status != Some(Status::Planned) && self.liaisons().covers(org, tree, *id, host)
        })?;
        let (members, nested) = (self.members(), |team| tree.contains(host, team));
        let belongs = members.teams_of(person).any(nested)
            || members.led_by(person).any(|team| tree.nested(team, host));
        (!belongs).then_some(covering)
    }

    /// Context of an assignment, else of the dependencies between its home and the host.
    fn context_of(&self, liaison: LiaisonId, host: Option<TeamId>) -> Option<Context> {
        let record = &self.org().liaisons[liaison.index()];
        record.context.or_else(|| {
            let (home, host, graph) = (record.home?, host?, self.dependencies());
            [graph.find(home, host), graph.find(host, home)]
                .into_iter()
                .flatten()
                .flat_map(|edge| &edge.rows)
                .filter_map(|row| self.org().dependencies[row.index()].context)
                .max()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{median, undated};

    #[test]
    fn the_median_of_an_even_count_lies_between_two() {
        for (numbers, middle) in [
            (&[] as &[f64], 0.0_f64),
            (&[7.0], 7.0),
            (&[4.0, 9.0], 6.5),
            (&[9.0, 4.0, 1.0], 4.0),
        ] {
            assert_eq!(
                median(numbers.len(), |at| numbers[at]).to_bits(),
                middle.to_bits()
            );
        }
    }

    #[test]
    fn dates_leave_a_title() {
        for (title, left) in [
            ("Council 2024-03-05", "Council"),
            ("Council 2024/03-Mar/05-council-apac", "Council apac"),
            ("Council 2024/12-Dec/council-primary", "Council primary"),
            ("Follow-up 7 March", "Follow up"),
            ("Marketing 2024", "Marketing"),
            ("2024-03-05", "2024-03-05"),
            ("May follow-up", "May follow-up"),
        ] {
            assert_eq!(undated(title), left);
        }
    }
}
