import re
from pathlib import Path

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import file_path

#: How many digits the code of a division has, by level.
CODE_LENGTHS = {"province": 6, "city": 6, "district": 6, "town": 9, "village": 12}

#: The level that stands directly above.
LEVEL_ABOVE = {
    "city": "province",
    "district": "city",
    "town": "district",
    "village": "town",
}


def code_stem(code, level):
    """Return the digits of a division's code with which codes below it begin."""
    stems = {"province": 2, "city": 4, "district": 6, "town": 9, "village": 12}
    return code[: stems[level]]


class CivilDivision(models.Model):
    """Administrative division (行政区划): province down to village.

    Codes are the statistical codes: 6 digits down to the district, 9 for a
    town (镇、街道), 12 for a village (村、社区). Everything with a place refers to
    a division, and people see the divisions given to them and what is below.
    """

    _name = "civil.division"
    _description = "Administrative Division"
    _parent_store = True
    _order = "code"
    _rec_names_search = ("name", "code")

    name = fields.Char(required=True, index="trigram")
    code = fields.Char(
        required=True,
        help="Statistical code: 6 digits down to the district, 9 for a town, "
        "12 for a village.",
    )
    level = fields.Selection(
        [
            ("province", "Province"),
            ("city", "City"),
            ("district", "District"),
            ("town", "Town"),
            ("village", "Village"),
        ],
        required=True,
        index=True,
    )
    parent_id = fields.Many2one(
        "civil.division", string="Belongs to", index=True, ondelete="restrict"
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("civil.division", "parent_id", string="Below")
    child_count = fields.Integer(compute="_compute_child_count", string="Number Below")
    complete_name = fields.Char(compute="_compute_complete_name", recursive=True)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "A division with this code is already there."
    )

    @api.depends("name", "parent_id.complete_name")
    def _compute_complete_name(self):
        for division in self:
            above = division.parent_id.complete_name
            division.complete_name = f"{above or ''}{division.name or ''}"

    @api.depends("child_ids")
    def _compute_child_count(self):
        counts = dict(
            self._read_group(
                Domain("parent_id", "in", self.ids), ["parent_id"], ["__count"]
            )
        )
        for division in self:
            division.child_count = counts.get(division, 0)

    @api.constrains("code", "level", "parent_id")
    def _check_code(self):
        for division in self:
            if problem := self._code_problem(
                division.code,
                division.level,
                division.parent_id.code,
                division.parent_id.level,
            ):
                raise ValidationError(problem)

    @api.model
    def _code_problem(self, code, level, parent_code, parent_level):
        """Return in a sentence what is wrong with a division's code, or False.

        :param str code: the division's own code
        :param str level: key of ``level``
        :param parent_code: code of the division above, or False
        :param parent_level: level of the division above, or False
        """
        if not re.fullmatch(rf"[0-9]{{{CODE_LENGTHS[level]}}}", code):
            return self.env._(
                "The code %(code)s is not made of %(length)s digits, as the code of "
                "this level has to be.",
                code=code,
                length=CODE_LENGTHS[level],
            )
        if not parent_code:
            return False
        if parent_level != LEVEL_ABOVE.get(level):
            return self.env._(
                "%(code)s can't stand directly under %(parent)s: a level is missing "
                "between them, or the order is reversed.",
                code=code,
                parent=parent_code,
            )
        if not code.startswith(code_stem(parent_code, parent_level)):
            return self.env._(
                "The code %(code)s doesn't begin like the code %(parent)s of the "
                "division above.",
                code=code,
                parent=parent_code,
            )
        return False

    @api.depends("name", "parent_id")
    def _compute_display_name(self):
        """Show a village with its town: names of villages repeat."""
        for division in self:
            town = division.parent_id if division.level == "village" else None
            division.display_name = (
                f"{town.name} {division.name}" if town else (division.name)
            )

    @api.model_create_multi
    def create(self, vals_list):
        divisions = super().create(vals_list)
        self._forget_rules()
        return divisions

    def write(self, vals):
        result = super().write(vals)
        if "parent_id" in vals:
            self._forget_rules()
        return result

    @api.model
    def _open_district(self):
        """The district of the database, for commands that work on an empty one.

        Where there is none, the division list that the demonstration district ships
        is taken, if it is here; otherwise nothing is returned.
        """
        district = self.search([("level", "=", "district")], limit=1)
        if district:
            return district
        try:
            path = Path(file_path("civil_demo/data/divisions_421303.csv"))
        except FileNotFoundError:
            return district
        self.env["civil.import"]._load(
            "divisions", path.name, path.read_bytes(), take="good"
        )
        return self.search([("level", "=", "district")], limit=1)

    def _forget_rules(self):
        """Let a changed tree decide at once who sees what."""
        self.env.registry.clear_cache()
