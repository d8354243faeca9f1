//! The charts: each a pure function from facts and findings to a scene. Knows no backend.

mod arc_ties;
mod arc_words;
mod arrangement_tiles;
mod brokerage;
mod brokers;
mod chains;
mod columns;
mod context_grid;
mod context_ladder;
mod dependency_matrix;
mod few;
mod files;
mod findings_by_rule;
mod flags;
mod fold;
mod function_trees;
mod gauges;
mod heatmap_cells;
mod heatmap_marks;
mod hours;
mod hours_words;
mod icicle;
mod importance;
mod labels;
mod layer_bars;
mod layer_cells;
mod layers;
mod liaison_arcs;
mod liaison_heatmap;
mod liaison_load;
mod limits;
mod mapping_distance;
mod mapping_strip;
mod marked;
mod matrix;
mod matrix_marks;
mod matrix_notes;
mod meeting_counts;
mod meeting_rows;
mod meeting_seats;
mod meeting_series;
mod meeting_sizes;
mod model_board;
mod names;
mod network_plan;
mod network_words;
mod nothing_found;
mod org_tree;
mod people_hours;
mod provider_plot;
mod providers;
mod seats;
mod series_axis;
mod shape_defects;
mod shorten;
mod span_dots;
mod spans_and_layers;
mod split_boxes;
mod split_meeting;
mod split_plan;
mod strip_labels;
mod strip_row;
mod summary;
mod summary_numbers;
mod tangle;
mod tangle_ribbons;
mod team_moves;
mod team_network;
mod tenure;
mod tenure_words;
mod tenures;
mod tidy;
mod tree_gauges;
mod tree_plan;

pub use importance::by_importance;

use crate::chart::scene::Scene;
use crate::facts::Facts;
use crate::lint::{Finding, Needs, Smell};
use crate::model::Table;

/// Width of every chart in pixels.
const WIDTH: i32 = 1600;

/// What a chart may look at.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The organization's facts.
    pub facts: &'a Facts<'a>,
    /// What the rules found, in order.
    pub findings: &'a [Finding],
}

/// A chart of the registry.
#[derive(Clone, Copy, Debug)]
pub struct ChartEntry {
    /// Kebab-case name: argument, file name, anchor in the page.
    pub name: &'static str,
    /// What it shows, in one line.
    pub summary: &'static str,
    /// What it cannot do without.
    pub needs: &'static [Needs],
    /// Draws it; `None` where there is nothing to show.
    pub draw: fn(&View<'_>) -> Option<Scene>,
}

impl ChartEntry {
    /// The kind of smell it shows, told by what it cannot do without; `None` for a chart of the whole.
    pub fn smell(&self) -> Option<Smell> {
        self.needs.iter().filter_map(|need| smell_of(*need)).min()
    }
}

/// Of several tables that would do, the first is the one the chart is about.
fn smell_of(need: Needs) -> Option<Smell> {
    Some(match need {
        Needs::Liaisons => Smell::Liaison,
        Needs::MeetingSizes | Needs::Attendees => Smell::Meeting,
        Needs::Table(table) | Needs::Column(table, _) => match table {
            Table::Liaisons => Smell::Liaison,
            Table::Meetings | Table::Attendance => Smell::Meeting,
            Table::Mappings => Smell::Mapping,
            Table::Dependencies => Smell::Dependency,
            Table::Coordination | Table::Projects | Table::Goals => Smell::Coordination,
            Table::People | Table::Teams | Table::Memberships => Smell::Structure,
        },
        Needs::Managers | Needs::Teams | Needs::StatedTeams | Needs::TeamTree => Smell::Structure,
        Needs::AsOf | Needs::Snapshots => return None,
        Needs::Any(options) => return options.first().and_then(|need| smell_of(*need)),
    })
}

/// Every chart, in the order of the report.
pub const ALL: &[ChartEntry] = &[
    summary::ENTRY,
    liaison_heatmap::ENTRY,
    liaison_arcs::ENTRY,
    liaison_load::ENTRY,
    tenure::ENTRY,
    brokerage::ENTRY,
    meeting_sizes::ENTRY,
    split_meeting::ENTRY,
    people_hours::ENTRY,
    mapping_strip::ENTRY,
    mapping_distance::ENTRY,
    function_trees::ENTRY,
    dependency_matrix::ENTRY,
    team_network::ENTRY,
    providers::ENTRY,
    chains::ENTRY,
    team_moves::ENTRY,
    context_grid::ENTRY,
    model_board::ENTRY,
    org_tree::ENTRY,
    spans_and_layers::ENTRY,
    layers::ENTRY,
    tree_gauges::ENTRY,
    findings_by_rule::ENTRY,
];

/// The chart with this name.
pub fn find(name: &str) -> Option<&'static ChartEntry> {
    ALL.iter().find(|entry| entry.name == name)
}
