"""Makes the four font files of this folder; see README.md for the commands.

What it changes in the source font, and why:
* keeps the characters listed below and drops every layout feature, so that every program that
  reads the file sets the same glyph for the same character;
* points the digits at the font's tabular figures, so that numbers stand in columns everywhere;
* turns the class kerning (GPOS) into a plain kern table of pairs, the only kind our text engine
  reads, for pairs within one script and large enough to be seen.
"""

import sys
from fontTools import subset
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0

LATIN_1 = [*range(0x20, 0x7F), *range(0xA0, 0x100)]
LATIN_EXTENDED = [*range(0x100, 0x180), *range(0x18F, 0x190), *range(0x1A0, 0x1B1), *range(0x1CD, 0x1DD),
                  *range(0x1E4, 0x1F0), *range(0x1F4, 0x220), *range(0x226, 0x234), 0x259]
VIETNAMESE_AND_MORE = [*range(0x1E00, 0x1F00)]
GREEK = [*range(0x370, 0x3D0)]
CYRILLIC = [*range(0x400, 0x530)]
PUNCTUATION = [*range(0x2010, 0x2016), *range(0x2018, 0x2023), 0x2026, 0x202F, 0x2009, 0x2030, 0x2032, 0x2033,
               0x2039, 0x203A, 0x2044, *range(0x20A0, 0x20C0), 0x2116, 0x2122, 0x2070, *range(0x2074, 0x207A)]
ARROWS = [*range(0x2190, 0x219A), 0x21D2]
MATHS = [0x2206, 0x2211, 0x2212, 0x221A, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265]
MARKS = [0x2713, 0x2717, 0x25A0, 0x25A1, 0x25B2, 0x25B6, 0x25BC, 0x25C0, 0x25C6, 0x25CB, 0x25CF, 0x26A0]
WANTED = [*LATIN_1, *LATIN_EXTENDED, *VIETNAMESE_AND_MORE, *GREEK, *CYRILLIC, *PUNCTUATION, *ARROWS, *MATHS, *MARKS]

# Kerned pairs: letters of one script among each other, and punctuation with everything.
KERNED = [LATIN_1 + [*range(0x100, 0x180)] + [0x2013, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026],
          [0x20, 0x2C, 0x2D, 0x2E] + [*range(0x386, 0x3CF)],
          [0x20, 0x2C, 0x2D, 0x2E] + [*range(0x410, 0x450)]]
SMALLEST = 24  # of 2,048 units in an em: a sixth of a pixel at 13 px
MOST_PAIRS = 10_900  # a kern table's length field holds no more


def tabular_figures(font):
    """Digit character -> name of its tabular glyph."""
    gsub = font["GSUB"].table
    pairs = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for table in gsub.LookupList.Lookup[index].SubTable:
                    pairs.update(getattr(getattr(table, "ExtSubTable", table), "mapping", {}))
    cmap = font.getBestCmap()
    return {code: pairs[cmap[code]] for code in range(0x30, 0x3A) if cmap[code] in pairs}


def class_kerning(font):
    """A function from two glyph names to their kerning in font units."""
    gpos = font["GPOS"].table
    lookups = sorted({i for r in gpos.FeatureList.FeatureRecord if r.FeatureTag == "kern" for i in r.Feature.LookupListIndex})
    tables = [[getattr(t, "ExtSubTable", t) for t in gpos.LookupList.Lookup[i].SubTable] for i in lookups]
    covered = {id(t): set(t.Coverage.glyphs) for group in tables for t in group}

    def advance(value):
        return getattr(value, "XAdvance", 0) or 0

    def kerning(left, right):
        total = 0
        for group in tables:
            for table in group:
                if left not in covered[id(table)]:
                    continue
                if table.Format == 1:
                    found = [r for r in table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord if r.SecondGlyph == right]
                    if found:
                        total += advance(found[0].Value1)
                        break
                else:
                    row = table.ClassDef1.classDefs.get(left, 0)
                    column = table.ClassDef2.classDefs.get(right, 0)
                    total += advance(table.Class1Record[row].Class2Record[column].Value1)
                    break
        return total

    return kerning


def kern_pairs(font, figures):
    cmap, kerning, pairs = font.getBestCmap(), class_kerning(font), {}
    cmap = {**cmap, **figures}
    for script in KERNED:
        names = [cmap[c] for c in script if c in cmap]
        for left in names:
            for right in names:
                value = kerning(left, right)
                if abs(value) >= SMALLEST:
                    pairs[left, right] = value
    kept = sorted(pairs.items(), key=lambda p: (-abs(p[1]), p[0]))[:MOST_PAIRS]
    print(f"{len(pairs)} kerned pairs, {len(kept)} kept, the smallest {abs(kept[-1][1])}")
    return dict(kept)


def main(source, target):
    font = TTFont(source)
    figures = tabular_figures(font)
    pairs = kern_pairs(font, figures)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(figures)
    options = subset.Options()
    options.layout_features, options.hinting, options.notdef_outline = [], False, True
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "STAT", "gasp", "prep"]
    options.name_IDs, options.name_languages = [0, 1, 2, 4, 5, 6, 13, 14], [0x409]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=WANTED)
    cutter.subset(font)
    present = set(font.getGlyphOrder())
    table = KernTable_format_0()
    table.version, table.coverage, table.tupleIndex, table.apple = 0, 1, None, False
    table.kernTable = {p: v for p, v in pairs.items() if present.issuperset(p)}
    font["kern"] = newTable("kern")
    font["kern"].version, font["kern"].kernTables = 0, [table]
    font["head"].modified = font["head"].created  # the same bytes from the same source
    font.recalcTimestamp = False
    font.save(target + ".ttf")
    font.flavor = "woff2"
    font.save(target + ".woff2")


main(*sys.argv[1:])
