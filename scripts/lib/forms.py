# SPDX-License-Identifier: Apache-2.0
"""What scripts/forms does: keeps the XLSForm sources of assets/forms and the XForms made from them together.

Only `compile`, `check`, `xlsx` and `import` of a workbook need pyxform (and openpyxl, which comes with it). The version
is pinned: another one may write the same form differently.
"""

import argparse
import hashlib
import json
import pathlib
import re
import sys

PYXFORM = "4.5.0"
SKIPPED = 77
ROOT = pathlib.Path(__file__).resolve().parents[2]
FORMS = ROOT / "assets" / "forms"
CODES = ROOT / "assets" / "codes"
RECORD = FORMS / "compiled.json"
SHEETS = ("survey", "choices", "entities", "settings")
CHOICE_COLUMNS = ("list_name", "name", "label::zh", "label::en")


class FormError(Exception):
    """Something an author can mend; its text says what and where."""


def split_row(line):
    cells = re.split(r"(?<!\\)\|", line.strip()[1:-1])
    return [cell.strip().replace("\\|", "|") for cell in cells]


def read_source(path):
    """The lines above the first table, and every sheet as a list of rows (the first is the header)."""
    preamble, sheets, current = [], {}, None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip().startswith("|"):
            if current is None:
                preamble.append(line)
            continue
        cells = split_row(line)
        if cells[0]:
            if cells[0] not in SHEETS:
                raise FormError(f"{path.name}:{number}: no sheet is called '{cells[0]}'")
            current = sheets.setdefault(cells[0], [])
        elif current is None:
            raise FormError(f"{path.name}:{number}: a row before the name of its sheet")
        elif current and len(cells) - 1 > len(current[0]):
            raise FormError(f"{path.name}:{number}: more cells than the header has columns")
        else:
            current.append(cells[1:])
    return preamble, sheets


def write_source(path, preamble, sheets):
    lines = "\n".join(preamble).rstrip().splitlines() + [""]
    for name in SHEETS:
        if not sheets.get(name):
            continue
        rows = sheets[name]
        used = [i for i in range(len(rows[0])) if any(i < len(row) and row[i] for row in rows[1:])]
        lines.append(f"| {name} |")
        for row in rows:
            cells = [(row[i] if i < len(row) else "").replace("|", "\\|") for i in used]
            lines.append("| |" + "".join(f" {cell} |" if cell else " |" for cell in cells))
        lines.append("")
    path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def lists_of(sheets):
    """The code lists that the questions name, in the order of their first use."""
    type_column = sheets["survey"][0].index("type")
    lists = []
    for row in sheets["survey"][1:]:
        words = row[type_column].split() if type_column < len(row) else []
        if len(words) > 1 and words[0] in ("select_one", "select_multiple") and words[1] not in lists:
            lists.append(words[1])
    return lists


def choices_for(name, sheets):
    """The sheet of choices as assets/codes has it."""
    rows = [list(CHOICE_COLUMNS)]
    for code_list in lists_of(sheets):
        file = CODES / f"{code_list}.json"
        if not file.is_file():
            raise FormError(f"{name}: no code list '{code_list}' in assets/codes")
        for item in json.loads(file.read_text(encoding="utf-8"))["items"]:
            if not item.get("retired"):
                rows.append([code_list, item["code"], item["label"]["zh"], item["label"]["en"]])
    return rows if len(rows) > 1 else []


def digest(path):
    """BLAKE2b-256, as core/base has it."""
    return hashlib.blake2b(path.read_bytes(), digest_size=32).hexdigest()


def pyxform_version():
    try:
        import pyxform
    except ImportError:
        return None
    return pyxform.__version__


def require_pyxform():
    found = pyxform_version()
    if found != PYXFORM:
        raise FormError(
            f"pyxform {PYXFORM} is needed, found {found or 'none'}. Make it once with: python3 -m venv DIR && "
            f"DIR/bin/pip install pyxform=={PYXFORM}; then call with DAOHU_PYTHON=DIR/bin/python"
        )


def xform_of(path):
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        text = convert(str(path), validate=False, pretty_print=True, warnings=[]).xform
    except PyXFormError as problem:
        raise FormError(f"{path.name}: {problem}") from problem
    declaration, rest = text.split("\n", 1)
    return (
        f"{declaration}\n<!-- SPDX-License-Identifier: Apache-2.0 -->\n"
        f"<!-- Made by scripts/forms from {path.name}: change that file, not this one. -->\n{rest.rstrip()}\n"
    )


def sources(names):
    if names:
        paths = [FORMS / f"{pathlib.Path(name).stem}.md" for name in names]
    else:
        paths = sorted(FORMS.glob("*.md"))
    for path in paths:
        if not path.is_file():
            raise FormError(f"no source {path.name} in assets/forms")
    return paths


def compile_forms(names):
    require_pyxform()
    for path in sources(names):
        preamble, sheets = read_source(path)
        sheets["choices"] = choices_for(path.name, sheets)
        write_source(path, preamble, sheets)
        path.with_suffix(".xml").write_text(xform_of(path), encoding="utf-8")
    forms = {path.stem: {"source": digest(path), "xform": digest(path.with_suffix(".xml"))} for path in sources([])}
    record = {"pyxform": PYXFORM, "forms": forms}
    RECORD.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def check_forms():
    """What does not agree, in words. Recompiles where the pinned pyxform can be imported."""
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    paths = sources([])
    found = []
    for name in sorted(set(record["forms"]) ^ {path.stem for path in paths}):
        found.append(f"{name}: in the folder or in {RECORD.name}, but not in both")
    for path in paths:
        known = record["forms"].get(path.stem, {})
        xform = path.with_suffix(".xml")
        if known.get("source") != digest(path) or not xform.is_file() or known.get("xform") != digest(xform):
            found.append(f"{path.stem}: source or XForm was changed without scripts/forms compile")
        _, sheets = read_source(path)
        if sheets.get("choices", []) != choices_for(path.name, sheets):
            found.append(f"{path.stem}: the choices differ from assets/codes")
        if pyxform_version() == PYXFORM and xform.is_file() and xform_of(path) != xform.read_text(encoding="utf-8"):
            found.append(f"{path.stem}: compiled again it gives another XForm")
    return found


def to_workbook(name, target):
    import openpyxl

    _, sheets = read_source(sources([name])[0])
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for sheet_name in SHEETS:
        if sheets.get(sheet_name):
            sheet = workbook.create_sheet(sheet_name)
            for row in sheets[sheet_name]:
                sheet.append([cell or None for cell in row])
            sheet.freeze_panes = "A2"
    workbook.save(target)


def from_workbook(file):
    import openpyxl

    path = FORMS / f"{pathlib.Path(file).stem}.md"
    if path.is_file():
        preamble, _ = read_source(path)
    else:
        preamble = ["<!-- SPDX-License-Identifier: Apache-2.0 -->", "", f"# {path.stem}"]
    workbook = openpyxl.load_workbook(file, data_only=True)
    sheets = {}
    for name in SHEETS:
        if name in workbook.sheetnames:
            rows = [["" if cell is None else str(cell).strip() for cell in row] for row in workbook[name].values]
            sheets[name] = [row for row in rows if any(row)]
    if "survey" not in sheets:
        raise FormError(f"{file}: no sheet is called 'survey'")
    write_source(path, preamble, sheets)
    return path


def arguments():
    parser = argparse.ArgumentParser(prog="scripts/forms", description="Keeps the forms and their sources together.")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("compile", help="choices from assets/codes, then XForms and record")
    command.add_argument("name", nargs="*", help="forms; without any: all of them")
    commands.add_parser("check", help="do sources, XForms, choices and record agree? 77 where pyxform is missing")
    command = commands.add_parser("xlsx", help="writes a source as an Excel workbook")
    command.add_argument("name")
    command.add_argument("file", help="the workbook to write, called like the form")
    command = commands.add_parser("import", help="takes a workbook, called like the form, as its source")
    command.add_argument("file")
    return parser.parse_args()


def main():
    chosen = arguments()
    try:
        if chosen.command == "compile":
            compile_forms(chosen.name)
        elif chosen.command == "xlsx":
            to_workbook(chosen.name, chosen.file)
        elif chosen.command == "import":
            print(f"{from_workbook(chosen.file).name} written; next: scripts/forms compile")
        else:
            found = check_forms()
            for line in found:
                print(line, file=sys.stderr)
            if found:
                return 1
            if pyxform_version() != PYXFORM:
                print(f"pyxform {PYXFORM} cannot be imported: the forms were not compiled again")
                return SKIPPED
    except FormError as problem:
        print(problem, file=sys.stderr)
        return 2
    except ImportError as problem:
        print(f"{problem}: it comes with pyxform {PYXFORM}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
