//! A Chromium without window, spoken to in its own protocol over two pipes: no port, no driver, no crate.

use base64_of::decode;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A browser with one page.
pub(super) struct Browser {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    next: u64,
    session: Option<String>,
    events: VecDeque<Value>,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts the program named by `ORGLINT_CHROMIUM`.
    pub(super) fn start() -> Self {
        let program = std::env::var("ORGLINT_CHROMIUM")
            .expect("ORGLINT_CHROMIUM names the browser, such as /usr/bin/chromium");
        let profile = tempfile::tempdir().unwrap();
        // The shell hands our two pipes on as the descriptors 3 and 4 that Chromium listens to.
        let line = "exec \"$0\" --headless --no-sandbox --disable-gpu --no-first-run \
                    --disable-background-networking --user-data-dir=\"$1\" --remote-debugging-pipe \
                    about:blank 3<&0 4>&1 </dev/null >/dev/null 2>&1";
        let mut child = Command::new("sh")
            .args(["-c", line, &program])
            .arg(profile.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut browser = Self {
            to: child.stdin.take().unwrap(),
            from: BufReader::new(child.stdout.take().unwrap()),
            child,
            next: 0,
            session: None,
            events: VecDeque::new(),
            _profile: profile,
        };
        let target = browser.call("Target.createTarget", &json!({"url": "about:blank"}));
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let attached = browser.call("Target.attachToTarget", &attach);
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.call(&format!("{domain}.enable"), &json!({}));
        }
        browser
    }

    /// One command and its answer.
    pub(super) fn call(&mut self, method: &str, params: &Value) -> Value {
        self.next += 1;
        let mut message = json!({"id": self.next, "method": method, "params": params});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.to
            .write_all(format!("{message}\0").as_bytes())
            .unwrap();
        loop {
            let answer = self.read();
            if answer["id"] == json!(self.next) {
                assert!(answer["error"].is_null(), "{method}: {answer}");
                return answer["result"].clone();
            }
            self.events.push_back(answer);
        }
    }

    fn read(&mut self) -> Value {
        let mut bytes = Vec::new();
        self.from.read_until(0, &mut bytes).unwrap();
        assert_eq!(bytes.pop(), Some(0), "the browser has ended");
        serde_json::from_slice(&bytes).unwrap()
    }

    /// Loads a file and waits for it; gives everything that happened meanwhile.
    pub(super) fn open(&mut self, file: &Path, hash: &str) -> Vec<Value> {
        self.events.clear();
        // Another page in between, because a new hash alone loads nothing.
        self.call("Page.navigate", &json!({"url": "about:blank"}));
        self.wait("Page.loadEventFired");
        let url = format!("file://{}{hash}", file.display());
        self.call("Page.navigate", &json!({"url": url}));
        let mut seen = self.wait("Page.loadEventFired");
        // A round trip through the page lets its last messages arrive.
        self.eval("document.fonts.ready.then(() => true)");
        seen.extend(self.events.drain(..));
        seen
    }

    fn wait(&mut self, method: &str) -> Vec<Value> {
        let mut seen = Vec::new();
        loop {
            let event = self.events.pop_front().unwrap_or_else(|| self.read());
            let done = event["method"] == method;
            seen.push(event);
            if done {
                return seen;
            }
        }
    }

    /// The value of an expression in the page.
    pub(super) fn eval(&mut self, expression: &str) -> Value {
        let params = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let answer = self.call("Runtime.evaluate", &params);
        assert!(
            answer["exceptionDetails"].is_null(),
            "{expression}: {answer}"
        );
        answer["result"]["value"].clone()
    }

    /// The size of the window and whether the reader likes it dark.
    pub(super) fn window(&mut self, width: u32, height: u32, dark: bool) {
        let size =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.call("Emulation.setDeviceMetricsOverride", &size);
        let scheme = if dark { "dark" } else { "light" };
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.call("Emulation.setEmulatedMedia", &media);
    }

    /// Presses and lets go of the left button.
    pub(super) fn click(&mut self, x: f64, y: f64) {
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let event = json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
            self.call("Input.dispatchMouseEvent", &event);
        }
    }

    /// What stands in the window, as a PNG.
    pub(super) fn screenshot(&mut self) -> Vec<u8> {
        let answer = self.call("Page.captureScreenshot", &json!({"format": "png"}));
        decode(answer["data"].as_str().unwrap())
    }

    /// The page on paper of this size in inches, as a PDF.
    pub(super) fn print(&mut self, (width, height): (f64, f64)) -> Vec<u8> {
        let paper = json!({"paperWidth": width, "paperHeight": height, "printBackground": true});
        let answer = self.call("Page.printToPDF", &paper);
        decode(answer["data"].as_str().unwrap())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

mod base64_of {
    /// The bytes of Base64 without line ends.
    pub(super) fn decode(text: &str) -> Vec<u8> {
        let value = |c: u8| match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            _ => 63,
        };
        let mut out = Vec::with_capacity(text.len() * 3 / 4);
        for group in text.trim_end_matches('=').as_bytes().chunks(4) {
            let bits = group
                .iter()
                .enumerate()
                .map(|(at, c)| u32::from(value(*c)) << (18 - 6 * at))
                .sum::<u32>();
            out.extend(&bits.to_be_bytes()[1..group.len()]);
        }
        out
    }
}
