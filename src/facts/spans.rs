//! How many posts report to each person, by any solid line. Knows no limit and no rule.

use crate::model::{Org, PersonId};

/// Direct reports of every person.
#[derive(Debug)]
pub struct Spans {
    posts: Vec<usize>,
}

impl Spans {
    /// Counts posts, a row for several posts as so many, a row for a part of one as one; further solid
    /// lines count as the first. A further row of one id is the same person and counts for nothing, as
    /// in [`Org::reports`]. Linear.
    pub fn of(org: &Org) -> Self {
        let mut posts = vec![0; org.people.len()];
        let first = org
            .people
            .iter()
            .filter(|person| !person.repeated)
            .map(|person| (person.manager, person.posts));
        let further = org.further_managers.iter().filter_map(|link| {
            let person = &org.people[link.person.index()];
            (!person.repeated).then_some((Some(link.manager), person.posts))
        });
        for (manager, number) in first.chain(further) {
            if let Some(manager) = manager {
                posts[manager.index()] += number.round().max(1.0) as usize;
            }
        }
        Self { posts }
    }

    /// Posts that report to a person.
    pub fn posts(&self, person: PersonId) -> usize {
        self.posts.get(person.index()).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::Spans;
    use crate::model::PersonId;
    use crate::testing::org;

    #[test]
    fn rows_stand_for_their_posts_and_second_lines_count() {
        let org = org("== people.csv\nid,manager,posts\na,,1\nb,a,0.5\nc,a;b,3.2\nd,b,1\n");
        let spans = Spans::of(&org);
        let found = [0, 1, 2, 9].map(|id| spans.posts(PersonId(id)));
        assert_eq!(found, [4, 4, 0, 0]);
    }

    #[test]
    fn a_person_with_two_rows_is_one_report() {
        let org = org(
            "== people.csv\nid,name,manager,title\nb,Bo,,Head\na,Ana,b,Editor\na,Ana,b,Deputy\nc,Cy,b,Writer\n",
        );
        assert_eq!(Spans::of(&org).posts(PersonId(0)), 2);
        assert_eq!(org.heads(org.person_ids()), 3);
    }
}
