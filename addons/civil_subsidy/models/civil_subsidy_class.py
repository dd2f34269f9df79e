import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.civil_base.tools.text import clean_code
from odoo.addons.civil_resident.tools.identity import KINDS, parse_grade, parse_kind


class CivilSubsidyClass(models.Model):
    """A class of beneficiaries with a standard of its own (补贴类别).

    Classes form a tree; one without a standard takes that of the class above it.
    Entitlements name their class. On monthly rosters the disability decides: a
    disabled person belongs to the class when the kind digit of the disability
    is one of ``kinds`` and the grade digit one of ``grades``; an empty list
    admits any. A person whom no class of the program admits isn't eligible.
    """

    _name = "civil.subsidy.class"
    _description = "Subsidy Class"
    _order = "program_id, sequence, id"
    _parent_store = True

    parent_id = fields.Many2one(
        "civil.subsidy.class",
        string="Part Of",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('program_id', '=', program_id)]",
    )
    parent_path = fields.Char(index=True)
    program_id = fields.Many2one(
        "civil.subsidy.program", required=True, ondelete="cascade", index=True
    )
    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="Short Latin code, for imports and exports.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    display_name = fields.Char(recursive=True)
    kinds = fields.Char(
        string="Disability Kinds",
        help="Kind digits admitted: 1 visual, 2 hearing, 3 speech, 4 physical, "
        "5 intellectual, 6 mental, 7 multiple. Empty: any.",
    )
    grades = fields.Char(
        string="Disability Grades",
        help="Grade digits admitted, 1 (heaviest) to 4. Empty: any.",
    )
    standard_ids = fields.One2many("civil.subsidy.standard", "class_id")

    _code_uniq = models.UniqueIndex(
        "(program_id, code) WHERE code IS NOT NULL",
        "The program has another class of this code.",
    )

    @api.constrains("parent_id", "program_id")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("A class can't be part of itself, by no detour.")
            )
        for record in self:
            if record.parent_id.program_id not in (
                record.program_id,
                record.program_id.browse(),
            ):
                raise ValidationError(
                    self.env._(
                        "Class %(name)s: a class is part of one of the same program.",
                        name=record.name,
                    )
                )

    @api.constrains("kinds", "grades")
    def _check_digits(self):
        for record in self:
            if not re.fullmatch(r"[1-7]*", record.kinds or "") or not re.fullmatch(
                r"[1-4]*", record.grades or ""
            ):
                raise ValidationError(
                    self.env._(
                        "Class %(name)s: kinds are digits 1 to 7, grades digits 1 "
                        "to 4.",
                        name=record.name,
                    )
                )

    @api.depends("program_id", "name", "parent_id.display_name")
    @api.depends_context("civil_subsidy_program_beside")
    def _compute_display_name(self):
        """Name the program first, unless it stands beside the class on the screen."""
        beside = self.env.context.get("civil_subsidy_program_beside")
        for record in self:
            above = record.parent_id.display_name or (
                not beside and record.program_id.name
            )
            record.display_name = f"{above} / {record.name}" if above else record.name

    def _has_standard(self, day):
        """Whether the class, or one above it, has a standard that holds on a day."""
        self.ensure_one()
        class_ = self
        while class_:
            for standard in class_.standard_ids:
                if (
                    standard.date_from
                    and standard.date_from <= day
                    and (not standard.date_to or standard.date_to >= day)
                ):
                    return True
            class_ = class_.parent_id
        return False

    def _by_label(self):
        """Map what a standards file may call each class to its id.

        The names in every language, and what the class admits, as a pair of digit
        strings: see ``label_key``.
        """
        found = {}
        languages = [lang for lang, _name in self.env["res.lang"].get_installed()]
        for record in self:
            key = ("".join(sorted(record.kinds or "")), record.grades or "")
            if any(key):
                found.setdefault(key, record.id)
            for lang in languages:
                found[clean_code(record.with_context(lang=lang).name)] = record.id
        return found


def label_key(label):
    """What a class label says: kind digits and grade digits, or None.

    Whatever stands between the words: 三级智力/精神 and 三级(智力、精神) are one.

    >>> label_key("三级（智力、精神）"), label_key("一级"), label_key("全部")
    (('56', '3'), ('', '1'), None)
    """
    grades = {parse_grade(word) for word in re.findall(r"[一二三四1-4]级", label)}
    kinds = {parse_kind(word) for word in re.findall("|".join(KINDS.values()), label)}
    if not grades and not kinds:
        return None
    return "".join(sorted(kinds)), "".join(sorted(grades))
