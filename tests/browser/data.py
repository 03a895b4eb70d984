"""What public libraries say of the feeds and the data package of a written site: nothing, or what is wrong."""
import sys
from pathlib import Path

import feedparser
from frictionless import Package, system

site = Path(sys.argv[1])
faults = []
for path in sorted(site.rglob("feed.xml")):
    feed = feedparser.parse(path.read_bytes())
    if feed.bozo or feed.version != "atom10":
        faults.append(f"{path}: {feed.version}, {len(feed.entries)} entries, {feed.get('bozo_exception')}")

with system.use_context(trusted=True, standards="v2"):
    package = Package(str(site / "data" / "datapackage.json"))
    # Not a table: the library takes any file of this name for a report of its own.
    package.remove_resource("report")
    report = package.validate()
    for row in report.flatten(["name", "rowNumber", "fieldName", "type", "note"])[:20]:
        faults.append(str(row))
    faults.extend(str(error.note) for error in report.errors)
    if report.stats["tasks"] < 6:
        faults.append(f"only {report.stats['tasks']} tables were read")

print("\n".join(faults))
sys.exit(bool(faults))
