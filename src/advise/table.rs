//! The decision table as data: what must hold, what is recommended then, what else where that would
//! break a rule, and why. Knows no organization.

use super::answer::Answer::{Model, Notes, Nothing, Restructure};
use super::feature::{Feature as F, dependency, need as n, place};
use super::options::Options;
pub use super::row::{Check, Row, Scope, Test};
use super::row::{below, from, group, is, least, most, no, pair, yes};
use crate::model::CoordinationModel as M;

const LM: &str = "Rubick: Liaison model";
const CM: &str = "Rubick: Coordination models, 2020";
const SILO: &str = "Rubick: How to build silos, 2021";
const OE: &str = "Rubick: Objective expert model, 2022";
const SS: &str = "Rubick: Self-service model, 2021";
const SP: &str = "Rubick: Service provider model, 2021";
const EM: &str = "Rubick: Embedded model, 2021";
const IE: &str = "Rubick: Independent executor model, 2021";
const STO: &str = "Rubick: Single-threaded owner, 2021";
const PG: &str = "Rubick: Process gates";
const GOAL: &str = "Rubick: Goal frameworks";
const DZ: &str = "Rubick: Danger zones, 2023";

const INFORMATION: Test = is(F::Need, &[n::INFORMATION]);
const WORK: Test = is(F::Need, &[n::WORK]);
const JOINT: Test = is(F::Need, &[n::JOINT_WORK]);
const SERVICE: Test = is(F::Need, &[n::SERVICE]);
const MANDATE: Test = is(F::Need, &[n::MANDATE]);
const AVAILABILITY: Test = is(F::Need, &[n::AVAILABILITY]);
const MEDIUM: Test = is(F::Context, &[2]);
const HIGH: Test = is(F::Context, &[3]);
const ONGOING: Test = is(F::Duration, &[2]);
const APART: Test = is(F::Place, &[place::OTHER_PART]);
const OBLIGES_MANY: Test = from(F::Imposed, |o| o.mandate_from, "mandate-from");
const MANY: Test = from(F::Consumers, |o| o.many_consumers, "many-consumers");

/// The table in the order of evaluation: the first row that holds is the answer, later ones are
/// worth a thought. Rows about groups come last and are looked for one by one.
pub const TABLE: &[Row] = &[
    pair("1a", &[is(F::Place, &[place::ONE_UNIT])], Nothing).because(
        "{a} and {b} are one branch of the organization, whose own meetings carry what they share",
        LM,
    ),
    pair("0", &[is(F::Dependency, &[dependency::NONE])], Nothing).because(
        "the dependencies table speaks of both {a} and {b} and joins them nowhere, so they have nothing to coordinate",
        SILO,
    ),
    pair("1b", &[INFORMATION, most(F::Context, 2), most(F::Place, place::ONE_PART)], Nothing).because(
        "{a} needs only information of {b} ({context} context), and both lie in {part}, whose own meeting carries it",
        LM,
    ),
    pair(
        "5",
        &[is(F::Need, &[n::APPROVAL]), from(F::Consumers, |o| o.gate_from, "gate-from")],
        Model(M::Standards),
    )
    .because(
        "{consumers} teams wait for the approval of {b}, which is a gate: guardrails that each can check by itself cost no waiting",
        PG,
    ),
    pair("4a", &[is(F::Need, &[n::MEASUREMENT])], Model(M::ObjectiveExpert)).or(&[Notes]).because(
        "{a} needs to know how it stands with {b}, and a regular report with a target says so without a meeting",
        OE,
    ),
    pair("4b", &[MANDATE, yes(F::Obligation), OBLIGES_MANY], Model(M::Controller))
        .or(&[Model(M::WorkDemander), Model(M::ObjectiveExpert)])
        .because(
            "{a} speaks for {function} and obliges {imposed} teams, which takes stated authority in one arena",
            CM,
        ),
    pair("4c", &[MANDATE, yes(F::Obligation)], Model(M::WorkDemander))
        .or(&[Model(M::ObjectiveExpert)])
        .because(
            "{a} speaks for {function}, so what it asks of {b} is an obligation and should be declared as one",
            OE,
        ),
    pair("4d", &[MANDATE, OBLIGES_MANY], Model(M::ObjectiveExpert)).or(&[Notes]).because(
        "{a} wants work from {imposed} teams, and a graded report lets each of them put it in its own order",
        OE,
    ),
    pair("3", &[is(F::Need, &[n::ADVICE, n::LEARNING])], Model(M::Consultant)).or(&[Notes]).because(
        "{a} needs {need} of {b}, which is worth asking for and never worth waiting for",
        CM,
    ),
    pair("6a", &[SERVICE, MANY, ONGOING], Model(M::SelfService))
        .or(&[Model(M::ServiceProvider)])
        .because(
            "{consumers} teams need the same ongoing service of {b}, and what serves itself makes none of them wait",
            SS,
        ),
    pair(
        "6b",
        &[
            SERVICE,
            below(F::Consumers, |o| o.many_consumers, "many-consumers"),
            most(F::Context, 1),
            yes(F::Slower),
        ],
        Model(M::ServiceProvider),
    )
    .because(
        "{b} is meant to grow more slowly than those it serves and {a} needs little context, so tickets with a promised turnaround do",
        SP,
    ),
    pair("2b", &[AVAILABILITY, most(F::Context, 2)], Model(M::Rotation)).or(&[Notes]).because(
        "{a} needs somebody of {b} who is there rather than somebody who knows, so people of {b} take turns",
        LM,
    ),
    pair("2i", &[AVAILABILITY, HIGH], Model(M::Embedded)).or(&[Restructure]).because(
        "{a} needs somebody of {b} who is there and knows its work deeply, which is one person for most of the time",
        LM,
    ),
    pair("2h", &[is(F::Need, &[n::INFORMATION, n::JOINT_WORK]), least(F::Context, 2), yes(F::Craft)], Model(M::Embedded))
        .or(&[Model(M::Liaison), Model(M::Consultant)])
        .because(
            "{a} brings {function}, which is a part of the daily work of {b} rather than news about it",
            LM,
        ),
    pair("2a", &[INFORMATION, most(F::Context, 1)], Notes).because(
        "{a} needs only information of {b} with {context} context, which written notes carry",
        LM,
    ),
    pair("2f", &[INFORMATION, HIGH], Model(M::Embedded)).or(&[Restructure, Notes]).because(
        "{a} needs deep context of {b}, which only somebody who works there gets",
        LM,
    ),
    pair(
        "2g",
        &[INFORMATION, MEDIUM, APART, most(F::Headroom, 0), from(F::Mesh, |o| o.mesh_teams, "mesh-teams")],
        Model(M::CentralizedLiaison),
    )
    .or(&[Restructure])
    .because(
        "{b} has no free chair and {mesh} teams ask each other for the same kind of news, so one meeting of one voice each replaces the pairs",
        LM,
    ),
    pair("2d", &[INFORMATION, MEDIUM, APART, most(F::Headroom, 0)], Restructure).because(
        "{a} needs {context} context of {b}, and no meeting of {b} has a chair for a guest",
        LM,
    ),
    pair("2e", &[INFORMATION, MEDIUM, APART, no(F::Stable)], Model(M::Rotation))
        .or(&[Restructure, Notes])
        .because(
            "the people whom {a} sends to {b} change within months, so the seat should be planned as one that changes hands",
            LM,
        ),
    pair(
        "2c",
        &[INFORMATION, MEDIUM, APART, yes(F::Stable), least(F::Headroom, 1)],
        Model(M::Liaison),
    )
    .or(&[Restructure, Notes])
    .because(
        "{a} needs {context} context of {b} in another part of the organization, more than notes carry and less than working there",
        LM,
    ),
    pair(
        "7a",
        &[
            WORK,
            is(F::Duration, &[0, 1]),
            yes(F::Critical),
            from(F::ProjectTeams, |o| o.program_teams, "program-teams"),
        ],
        Model(M::TaskForce),
    )
    .or(&[Model(M::IndependentExecutor)])
    .because(
        "a critical project of {project-teams} teams needs the work of {b} once, which is worth a team for that time",
        IE,
    ),
    pair("7e", &[WORK, is(F::Duration, &[0, 1]), yes(F::Critical), APART], Model(M::TaskForce))
        .or(&[Model(M::IndependentExecutor)])
        .because(
            "a critical project needs the work of {b} once and across parts of the organization, which is worth a team for that time",
            IE,
        ),
    pair("7b", &[WORK, is(F::Duration, &[0, 1]), yes(F::CanDoThere)], Model(M::AwayTeam))
        .or(&[Model(M::IndependentExecutor)])
        .because(
            "{a} can do the work in the area of {b} itself, which ends the waiting for as long as it lasts",
            IE,
        ),
    pair(
        "7c",
        &[WORK, from(F::Consumers, |o| o.overloaded_from, "overloaded-from"), yes(F::Tiger)],
        Model(M::TigerTeam),
    )
    .or(&[Model(M::IndependentExecutor)])
    .because(
        "{consumers} teams wait for the work of {b}, and there is a tiger team that works in the areas of others",
        IE,
    ),
    pair("9", &[WORK, ONGOING, yes(F::CanDoThere), from(F::Territories, |_| 3, "3")], Model(M::TigerTeam))
        .or(&[Model(M::IndependentExecutor)])
        .because(
            "{a} could do the work that it needs in the areas of {territories} teams itself, time and again, and so needs no territory of its own",
            CM,
        ),
    pair("7d", &[WORK, most(F::Context, 2), yes(F::Fallback)], Model(M::IndependentExecutor)).because(
        "{a} has written down what it does without {b}, so it can ask instead of wait",
        IE,
    ),
    pair("7f", &[WORK, most(F::Context, 2), yes(F::Product)], Model(M::IndependentExecutor)).because(
        "{a} is a product team, which asks {b} and has a plan for when the answer is no",
        IE,
    ),
    pair(
        "8a",
        &[JOINT, yes(F::Mutual), yes(F::Hard), yes(F::FunctionsDiffer), yes(F::SameProduct)],
        Model(M::MergedGroup),
    )
    .or(&[Model(M::Embedded), Model(M::IndependentExecutor)])
    .because(
        "{a} and {b} do one work in two functions and each waits for the other, so they are one group that is drawn as two",
        EM,
    ),
    pair("8b", &[JOINT, ONGOING, least(F::Seats, 1), no(F::Slower)], Model(M::Embedded))
        .or(&[Model(M::Consultant)])
        .because(
            "{a} and {b} work together without end, and {host} has room for one more person",
            EM,
        ),
    pair("8f", &[WORK, HIGH, ONGOING, least(F::Seats, 1), no(F::Slower)], Model(M::Embedded))
        .or(&[Model(M::IndependentExecutor)])
        .because(
            "what {a} needs of {b} takes deep context and never ends, which is joint work by another name",
            LM,
        ),
    pair(
        "8d",
        &[
            is(F::Need, &[n::WORK, n::JOINT_WORK]),
            yes(F::Hard),
            least(F::Frequency, 2),
            ONGOING,
            no(F::SameDirector),
            APART,
        ],
        Model(M::CousinTeam),
    )
    .or(&[Model(M::IndependentExecutor)])
    .because(
        "{a} waits for {b} {frequency}, without end, and the two meet only at the top of the organization",
        CM,
    ),
    pair("13", &[], Model(M::IndependentExecutor)).because(
        "{a} needs {need} of {b}, and nothing that is known calls for more than asking and a plan for when it does not come",
        IE,
    ),
    group("2g", "teams of which most pairs exchange information or liaisons, at least `mesh-teams` of them", M::CentralizedLiaison)
        .because("one meeting of one voice each costs less than a liaison for every pair", LM),
    group("8g", "people of one function in three or more teams whose other people are of other functions", M::CommunityOfPractice)
        .because("specialists who sit apart need a place where their craft is kept up", EM),
    group("8c", "a product team whose people report to `many-managers` or more managers, in an organization of at most `small-org` people", M::SingleThreadedOwner)
        .because("one owner is easy to have while the organization is small and hard to introduce later", STO),
    group("10a", "a project of `program-teams` or more teams that holds another project and is a declared priority", M::ProgramManager)
        .because("what is a priority of many teams needs somebody who holds the threads", IE),
    group("10b", "a project of `program-teams` or more teams that is no declared priority", M::Prioritization)
        .because("nobody can coordinate what each team may put last, so it has to be ranked first", IE),
    group("11a", "`executors` or more declared independent executors and no integrator", M::Integrator)
        .because("teams that wait for nobody need somebody who makes one plan of theirs", IE),
    group("11b", "a team of which `overloaded-from` or more teams need work, and no integrator", M::Integrator)
        .because("where many ask one team, somebody has to make one plan of what they ask", IE),
    group("12a", "more than `small-org` people, three or more projects over several parts, two of which want the same team", M::Prioritization)
        .because("where projects want the same teams, somebody has to rank them", DZ),
    group("12b", "a goals table in which hard dependencies join parts of the organization that have no goal", M::GoalFrameworks)
        .because("a goal says what the waiting is for", GOAL),
    group("12c", "several teams that oblige the same three or more others", M::Standards)
        .because("one set of guardrails is read once", CM),
    group("12d", "hard dependencies between product lines and no product strategy", M::ProductStrategy)
        .because("a written strategy says which product line bends", CM),
    group("12e", "a team of which others need measurements alone", M::Metrics)
        .because("a few published numbers serve everybody who only wants to know", CM),
    group("12f", "a declared standard that nobody owns", M::StandardDefiner)
        .because("a standard that nobody answers for decays", CM),
];

/// The rows about pairs that hold, in order; never empty.
pub fn matches<'o>(
    values: &'o [i32],
    options: &'o Options,
) -> impl Iterator<Item = &'static Row> + 'o {
    TABLE
        .iter()
        .filter(|row| row.scope == Scope::Pair)
        .filter(move |row| row.holds(values, options))
}

/// A row about groups.
pub fn group_row(id: &str, answer: M) -> Option<&'static Row> {
    TABLE
        .iter()
        .find(|row| row.id == id && row.scope != Scope::Pair && row.answer == Model(answer))
}
