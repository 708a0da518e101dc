#!/usr/bin/env python3
"""Writes plans.tsv from libphonenumber's resources/PhoneNumberMetadata.xml (Apache-2.0).

    make-plans.py PhoneNumberMetadata.xml > plans.tsv

Columns: region, calling code, main region of its code (1 or 0), international prefix, national prefix as it is parsed,
transform of the national prefix, lengths of a national number, pattern of a national number. Prefixes and pattern are
regular expressions.
"""
import sys
import xml.etree.ElementTree as ElementTree

HEADER = """# Numbering plans, shortened from libphonenumber's PhoneNumberMetadata.xml by make-plans.py.
# Copyright (C) 2009 The Libphonenumber Authors. Licensed under the Apache License, Version 2.0: see LICENSE.txt.
# region, code, main, international prefix, national prefix, transform, lengths, national number"""


def packed(pattern):
    return "".join((pattern or "").split())


def lengths(territory):
    found = set()
    for node in territory.iter("possibleLengths"):
        for part in node.attrib["national"].split(","):
            if part.startswith("["):
                low, high = part.strip("[]").split("-")
                found.update(range(int(low), int(high) + 1))
            elif part != "-1":
                found.add(int(part))
    return ",".join(str(length) for length in sorted(found))


territories = list(ElementTree.parse(sys.argv[1]).getroot().find("territories"))
regions_of = {}
for territory in territories:
    regions_of.setdefault(territory.attrib["countryCode"], []).append(territory)

print(HEADER)
for territory in territories:
    read = territory.attrib.get
    code = read("countryCode")
    main = read("mainCountryForCode") == "true" or len(regions_of[code]) == 1
    print("\t".join([
        read("id"), code, "1" if main else "0", packed(read("internationalPrefix")),
        packed(read("nationalPrefixForParsing") or read("nationalPrefix")), read("nationalPrefixTransformRule", ""),
        lengths(territory), packed(territory.find("generalDesc/nationalNumberPattern").text)]))
