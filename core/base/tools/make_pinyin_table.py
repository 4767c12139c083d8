#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the pinyin table of core/base as C++ numbers.

Reads the Unihan_Readings file of the Unicode character database (plain or .bz2) and the project's own
readings. The same input gives the same output. Run by the build, never at run time.
"""

import argparse
import bz2
import re
import sys
import unicodedata

# Modern dictionaries of the mainland only: the older ones in Unihan would add readings that nobody types.
FIELDS = ("kMandarin", "kHanyuPinlu", "kTGHZ2013", "kXHC1983")
LETTERS = re.compile(r"^[a-z]+$")


def toneless(reading):
    """lǜ -> lv, ê̄ -> e, ňg -> ng"""
    letters = []
    for letter in unicodedata.normalize("NFD", reading):
        if letter == "\N{COMBINING DIAERESIS}":
            letters[-1] = "v"
        elif not unicodedata.combining(letter):
            letters.append(letter)
    return "".join(letters)


def readings_in(field, value):
    """The readings of one Unihan field value, most usual first."""
    if field == "kHanyuPinlu":  # yī(32747) yí(22)
        return [item.partition("(")[0] for item in value.split()]
    if field in ("kTGHZ2013", "kXHC1983"):  # 0153.020:chóu 0941.100:qiú
        return [reading for item in value.split() for reading in item.partition(":")[2].split(",")]
    return value.split()


def read_unihan(path):
    """{code point: [toneless syllable, ...]}"""
    opener = bz2.open if path.endswith(".bz2") else open
    by_field = {field: {} for field in FIELDS}
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("U+"):
                code_point, field, value = line.rstrip("\n").split("\t", 2)
                if field in by_field:
                    by_field[field][int(code_point[2:], 16)] = readings_in(field, value)
    table = {}
    for field in FIELDS:
        for code_point, readings in by_field[field].items():
            known = table.setdefault(code_point, [])
            for syllable in map(toneless, readings):
                if not LETTERS.match(syllable):
                    raise ValueError(f"U+{code_point:04X}: reading {syllable!r} is not letters")
                if syllable not in known:
                    known.append(syllable)
    return table


def read_names(path):
    """{(code point, ...): [(syllable, ...), ...]}: one or two characters and their readings."""
    names = {}
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            name, *columns = line.split("\t")
            key = tuple(map(ord, name))
            readings = [tuple(column.split(" ")) for column in columns]
            if not 1 <= len(key) <= 2 or not readings or any(len(reading) != len(key) for reading in readings):
                raise ValueError(f"{path}:{number}: wants one or two characters and one syllable for each of them")
            if not all(LETTERS.match(syllable) for reading in readings for syllable in reading):
                raise ValueError(f"{path}:{number}: a syllable is not plain letters")
            if key in names:
                raise ValueError(f"{path}:{number}: stands twice")
            names[key] = readings
    return names


def add_missing(characters, additions):
    """Only what Unihan lacks: when it gets a reading, the line has done its work and must go."""
    for (code_point, *_), readings in additions.items():
        if code_point in characters:
            raise ValueError(f"U+{code_point:04X}: has a reading in the Unicode database now")
        characters[code_point] = [syllable for syllable, *_ in readings]


def rows(items, per_line):
    items = list(items)
    for start in range(0, len(items), per_line):
        yield "    " + ", ".join(items[start:start + per_line]) + ","


def table(kind, name, items, per_line=16):
    """A function `name` that returns a view of the items."""
    items = list(map(str, items))
    constant = "k" + name.title().replace("_", "")
    return "\n".join([
        f"constexpr std::array<{kind}, {len(items)}> {constant} = {{{{",
        *rows(items, per_line),
        "}};",
        f"std::span<const {kind}> {name}() {{ return {constant}; }}",
        "",
    ])


def generate(characters, surnames):
    every = {syllable for readings in characters.values() for syllable in readings}
    every |= {syllable for readings in surnames.values() for reading in readings for syllable in reading}
    syllables = sorted(every)
    index = {syllable: number for number, syllable in enumerate(syllables)}

    sets = sorted({tuple(index[syllable] for syllable in readings) for readings in characters.values()})
    set_index = {readings: number for number, readings in enumerate(sets)}
    starts = [0]
    for readings in sets:
        starts.append(starts[-1] + len(readings))
    code_points = sorted(characters)

    surname_rows = []
    for key in sorted(surnames, key=lambda key: (key[0], key[1] if len(key) == 2 else 0)):
        for reading in surnames[key]:
            first, second = (*key, 0)[:2]
            first_syllable, second_syllable = (*(index[syllable] for syllable in reading), 0)[:2]
            surname_rows.append(f"{{{first}, {second}, {first_syllable}, {second_syllable}}}")

    return "\n".join([
        "// Generated by core/base/tools/make_pinyin_table.py; do not edit.",
        '#include "core/base/pinyin_table.hpp"',
        "",
        "#include <array>",
        "",
        "namespace daohu::pinyin_table {",
        "",
        table("std::string_view", "syllables", (f'"{syllable}"' for syllable in syllables)),
        table("std::uint16_t", "set_items", (item for readings in sets for item in readings)),
        table("std::uint16_t", "set_starts", starts),
        table("char32_t", "characters", code_points),
        table("std::uint16_t", "set_of_character",
              (set_index[tuple(index[syllable] for syllable in characters[point])] for point in code_points)),
        table("SurnameReading", "surnames", surname_rows, per_line=4),
        "}  // namespace daohu::pinyin_table",
        "",
    ])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--unihan", required=True, help="Unihan_Readings.txt, or the same as .bz2")
    parser.add_argument("--characters", required=True, help="the project's readings of characters that Unihan lacks")
    parser.add_argument("--surnames", required=True, help="the project's surname readings")
    parser.add_argument("--output", required=True, help="the C++ file to write")
    arguments = parser.parse_args()
    try:
        characters = read_unihan(arguments.unihan)
        add_missing(characters, read_names(arguments.characters))
        text = generate(characters, read_names(arguments.surnames))
    except (OSError, ValueError) as error:
        sys.exit(f"make_pinyin_table: {error}")
    with open(arguments.output, "w", encoding="ascii") as output:
        output.write(text)


if __name__ == "__main__":
    main()
