"""S91x and S930: hand-written code in extensions/ that asks for what the specs, or the product, do not have."""

EXTENSIONS = {
    "S910": """\
A file in extensions/ is not Python that can be read. The portals would not start with it.""",
    "S911": """\
Hand-written code names a record type, portal or role that the specs do not have: it is misspelt, was renamed, or was
taken out of the specs. A handler of it would never be called, so the portals do not start with it.""",
    "S912": """\
Hand-written code names a field that its record type does not have. It would fail when it runs, and whatever it is
about could then not be saved. Only names that can be followed are checked: those at the event's own record.""",
    "S913": """\
Hand-written code imports something from generated/ that is not generated from these specs. The form of a portal, for
example, is there only while the portal lets somebody fill one in.""",
    "S914": """\
Two classes in extensions/ replace the same generated one. Only one can stand in its place.""",
    "S915": """\
A mark (@on, @replaces, @job) stands where nothing looks for it, or above what would not run: a guard that is never
called refuses nothing.""",
    "S916": """\
A template in extensions/templates/ would break its page, never be shown, or print what people typed as markup. One
that stands in the place of a shipped template extends it and overrides its blocks, no more.""",
    "S917": """\
A block of a shipped template has changed since the template in extensions/ replaced it, or nothing remembers which
one it replaced. Compare the two, then write the new mark.""",
    "S918": """\
A template in extensions/ uses a variable that neither the shipped template nor any page knows; it prints nothing.""",
    "S919": """\
Hand-written code imports a part of Portalwright that is not made for it, and may be another one after an upgrade.""",
    "S930": """\
A module in extensions/fields does not say what its field kind is. It holds KIND, of the module's own name, which is
like one of the product's kinds: it is stored and typed like that one.""",
}
"""Explanations by code."""
