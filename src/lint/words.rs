//! Counting and listing in messages, so that all rules write alike.

/// `1 report`, `3 reports`: a count with the noun that fits it.
pub fn count(number: usize, one: &str, many: &str) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{} {noun}", thousands(number))
}

/// `12,345`: a whole number with thousands separated.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `52 %` of a share between 0 and 1.
pub fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// `Ana, Bo and Cy`; beyond `most` names the rest is counted: `Ana, Bo and 4 more`.
pub fn list<S: AsRef<str>>(names: impl IntoIterator<Item = S>, most: usize) -> String {
    let names: Vec<S> = names.into_iter().collect();
    let shown = if names.len() > most {
        most.max(1)
    } else {
        names.len()
    };
    let mut parts: Vec<String> = names[..shown]
        .iter()
        .map(|name| name.as_ref().to_owned())
        .collect();
    if shown < names.len() {
        parts.push(format!("{} more", thousands(names.len() - shown)));
    }
    match parts.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_lists_read_well() {
        assert_eq!(count(1, "person", "people"), "1 person");
        assert_eq!(count(12_345, "person", "people"), "12,345 people");
        assert_eq!(percent(0.515), "52 %");
        assert_eq!(list(["Ana"], 3), "Ana");
        assert_eq!(list(["Ana", "Bo", "Cy"], 3), "Ana, Bo and Cy");
        assert_eq!(list(["Ana", "Bo", "Cy", "Di"], 2), "Ana, Bo and 2 more");
        assert_eq!(list(Vec::<String>::new(), 2), "");
    }
}
