//! "Did you mean": the nearest valid word.

/// The candidate nearest to a word by edit distance, if any is near enough to be a slip.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let allowed = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Edit distance; a word that the other one begins with is one step away.
fn distance(word: &str, candidate: &str) -> usize {
    if word.len() >= 4 && (candidate.starts_with(word) || word.starts_with(candidate)) {
        return 1;
    }
    strsim::osa_distance(word, candidate)
}

/// Adds the nearest valid word to a message of serde's, which names the wrong word first and the
/// expected ones after it, each in backticks.
pub fn with_hint(message: &str) -> String {
    let words: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let hint = words
        .split_first()
        .filter(|_| message.starts_with("unknown"))
        .and_then(|(wrong, valid)| nearest(wrong, valid.iter().copied()));
    match hint {
        Some(hint) => format!("{message}; did you mean `{hint}`?"),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_strangers_are_not() {
        let names = ["span-too-wide", "team-over-eight"];
        assert_eq!(nearest("span-to-wide", names), Some("span-too-wide"));
        assert_eq!(nearest("Span-Too-Wide", names), Some("span-too-wide"));
        assert_eq!(nearest("budget", names), None);
        let message = "unknown field `presett`, expected one of `preset`, `rules`";
        assert!(with_hint(message).ends_with("did you mean `preset`?"));
        assert_eq!(with_hint("invalid type"), "invalid type");
    }
}
