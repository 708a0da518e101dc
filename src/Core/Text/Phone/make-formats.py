#!/usr/bin/env python3
"""Writes formats.tsv from libphonenumber's resources/PhoneNumberMetadata.xml (Apache-2.0).

    make-formats.py PhoneNumberMetadata.xml > formats.tsv

Columns: calling code, pattern of a whole national number, pattern of its first digits, how it is written after the calling
code. The first line that fits a number counts. Patterns are regular expressions; $1 stands for the first group.
"""
import sys
import xml.etree.ElementTree as ElementTree

HEADER = """# How numbers are written, shortened from libphonenumber's PhoneNumberMetadata.xml by make-formats.py.
# Copyright (C) 2009 The Libphonenumber Authors. Licensed under the Apache License, Version 2.0: see LICENSE.txt.
# code, national number, first digits, written"""


def packed(pattern):
    return "".join((pattern or "").split())


territories = list(ElementTree.parse(sys.argv[1]).getroot().find("territories"))
regions_of = {}
for territory in territories:
    regions_of.setdefault(territory.attrib["countryCode"], []).append(territory)

print(HEADER)
for code, regions in sorted(regions_of.items()):
    main = next((region for region in regions if region.attrib.get("mainCountryForCode") == "true"), regions[0])
    for style in main.iter("numberFormat"):
        abroad = style.find("intlFormat")
        written = style.find("format").text if abroad is None else abroad.text
        if written.strip() != "NA":
            first = style.findall("leadingDigits")
            print("\t".join([code, packed(style.attrib["pattern"]), packed(first[-1].text) if first else "", written.strip()]))
