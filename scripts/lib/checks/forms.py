"""Forms of Odoo before 19, which it refuses, warns about or silently ignores."""

import re

from checks.problem import Problem

PYTHON = {
    r"\b_sql_constraints\b": "models.Constraint; this is ignored",
    r"\bname_get\b|\b_name_search\b": "_compute_display_name, _search_display_name",
    r"\bosv\.expression\b|\bodoo\.osv\b": "odoo.fields.Domain",
    r"\bself\._(cr|uid|context)\b": "self.env.cr, uid, context",
    r"\brequest\.(cr|uid|context)\b": "request.env",
    r"\bgroups_id\b": "group_ids",
    r"\.read_group\(": "_read_group or formatted_read_group",
    r"\bgroup_operator=": "aggregator=",
    r"\bauto_join=": "bypass_search_access=",
    r"\bstates=\{": "modifiers in the view",
    r"type=[\"']json[\"']": "type='jsonrpc'",
    r"\bcheck_access_(rights|rule)\b|\b_filter_access_rules": "check_access",
    r"^from odoo import .*\b_\b": "self.env._",
    r"\btoggle_active\b": "action_archive, action_unarchive",
    r"\b_check_recursion\b": "_has_cycle",
    r"\bodoo\.orm\b": "odoo.api, odoo.fields, odoo.models",
    r"@api\.(multi|one|returns)\b": "nothing",
    r"\bSavepointCase\b": "TransactionCase",
    r"\bnumbercall\b|\bdoall\b": "nothing",
}
XML = {
    r"<tree\b|view_mode\">[^<]*\btree\b": "list",
    r"\b(attrs|states)=": "invisible, readonly, required as expressions",
    r"\bt-(esc|raw)=": "t-out",
    r"kanban-box": 't-name="card"',
    r"oe_chatter": "<chatter/>",
    r"groups_id": "group_ids",
    r"<group[^>]*\bexpand=": "<group> without attributes in search views",
    r"target\">inline<": "current",
    r"numbercall|doall": "nothing",
    r"model=\"res\.groups\"[^>]*>\s*<field name=\"category_id\"": "privilege_id",
    r"\bopenerp\b": "odoo",
    r"contains\(@class|@class\s*=": "hasclass()",
}
SCRIPT = {
    r"@odoo-module": "nothing",
    r"web_tour\.tour\"|test:\s*true": "registry.category('web_tour.tours')",
}
FORMS = {".py": PYTHON, ".xml": XML, ".js": SCRIPT}


def check(addons, manifests):
    """Yield every old form in the addons, with what takes its place."""
    for name in manifests:
        for path in sorted((addons / name).rglob("*")):
            if path.suffix in FORMS and path.is_file():
                yield from check_text(path, path.read_text(encoding="utf-8"))


def check_text(path, text):
    """Yield the old forms in the text of one file."""
    for pattern, instead in FORMS[path.suffix].items():
        for found in re.finditer(pattern, text, re.MULTILINE):
            line = text.count("\n", 0, found.start()) + 1
            shown = " ".join(found.group().split())
            yield Problem(path, f"{shown!r} is from before Odoo 19: {instead}", line)
