//! The ladder of costs of coordination models, and which context each rung is for. Knows models, no
//! dependency and no pixels.

use crate::model::{Context, CoordinationModel as Model};

/// A rung of the ladder of costs: what connects two teams and how much context it is for.
#[derive(Debug)]
pub(super) struct Rung {
    /// What it is called.
    pub(super) name: &'static str,
    /// The model; none where nothing is declared.
    model: Option<Model>,
    /// Least and most context that it suits.
    suits: (Context, Context),
}

const fn rung(name: &'static str, model: Model, least: Context, most: Context) -> Rung {
    Rung {
        name,
        model: Some(model),
        suits: (least, most),
    }
}

/// From cheap to dear: the order in which Galbraith (1973) lets organizations climb, the models of
/// the coordination-models post put into it; which context each suits is our own reading of the
/// posts (notes for minimal context, a liaison for medium, embedding for deep).
pub(super) const LADDER: &[Rung] = &[
    Rung {
        name: "nothing, or notes",
        model: None,
        suits: (Context::None, Context::Low),
    },
    Rung {
        name: "a shared meeting alone",
        model: None,
        suits: (Context::None, Context::Medium),
    },
    rung(
        "self-service",
        Model::SelfService,
        Context::None,
        Context::Low,
    ),
    rung(
        "consultant",
        Model::Consultant,
        Context::None,
        Context::Medium,
    ),
    rung("rotation", Model::Rotation, Context::Low, Context::Medium),
    rung("liaison", Model::Liaison, Context::Medium, Context::Medium),
    rung(
        "centralized liaison",
        Model::CentralizedLiaison,
        Context::Medium,
        Context::Medium,
    ),
    rung(
        "community of practice",
        Model::CommunityOfPractice,
        Context::Low,
        Context::Medium,
    ),
    rung(
        "objective expert",
        Model::ObjectiveExpert,
        Context::None,
        Context::Medium,
    ),
    rung(
        "embedded person",
        Model::Embedded,
        Context::High,
        Context::High,
    ),
    rung("away team", Model::AwayTeam, Context::Medium, Context::High),
    rung(
        "task force",
        Model::TaskForce,
        Context::Medium,
        Context::High,
    ),
    rung(
        "cousin teams",
        Model::CousinTeam,
        Context::Medium,
        Context::High,
    ),
    rung(
        "merged group",
        Model::MergedGroup,
        Context::High,
        Context::High,
    ),
    rung(
        "single-threaded owner",
        Model::SingleThreadedOwner,
        Context::High,
        Context::High,
    ),
];
/// Numbers of the rungs that no model of the table is.
pub(super) const NOTHING: usize = 0;
pub(super) const MEETING: usize = 1;

/// How a pair is connected, for the context it asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// Less context than is asked for.
    TooLittle,
    /// As is asked for.
    Fits,
    /// More than is asked for.
    Dear,
}

/// Whether a rung suits so much context.
pub(super) fn fit(rung: &Rung, context: Context) -> Fit {
    let (least, most) = rung.suits;
    if context > most {
        Fit::TooLittle
    } else if context < least {
        Fit::Dear
    } else {
        Fit::Fits
    }
}

/// The rung of a model; none for those whose cost has nothing to do with context.
pub(super) fn on_ladder(model: Model) -> Option<usize> {
    LADDER.iter().position(|rung| rung.model == Some(model))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_context_is_more_than_a_liaison_carries_and_little_is_less() {
        let of = |model, context| on_ladder(model).map(|rung| fit(&LADDER[rung], context));
        assert_eq!(of(Model::Liaison, Context::High), Some(Fit::TooLittle));
        assert_eq!(of(Model::Liaison, Context::Medium), Some(Fit::Fits));
        assert_eq!(of(Model::Embedded, Context::Medium), Some(Fit::Dear));
        assert_eq!(of(Model::ServiceProvider, Context::Low), None);
        assert_eq!(fit(&LADDER[NOTHING], Context::Low), Fit::Fits);
        assert_eq!(fit(&LADDER[MEETING], Context::High), Fit::TooLittle);
    }
}
