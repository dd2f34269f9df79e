from odoo import api, fields, models
from odoo.exceptions import ValidationError

_LONG, _SHORT = 5000, 200
#: More people than any institution has.
_MOST = 1_000_000


class CivilInstitutionDrill(models.Model):
    """A drill that an institution held by its own emergency plan (机构应急演练).

    Source: 《养老机构管理办法》（民政部令第66号）第三十一条 (plans, regular drills).
    """

    _name = "civil.institution.drill"
    _description = "Drill of an Institution"
    _inherit = ["civil.division.mixin", "civil.institution.photo.mixin"]
    _order = "date desc, id desc"

    name = fields.Char(string="Subject", required=True)
    institution_id = fields.Many2one(
        "civil.institution", required=True, index=True, ondelete="restrict"
    )
    division_id = fields.Many2one(
        related="institution_id.division_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="institution_id.company_id", store=True, index=True, precompute=True
    )
    date = fields.Date(required=True, index=True)
    way = fields.Selection(
        [("table", "At the Table"), ("field", "In the Field"), ("mixed", "Both")],
        required=True,
        default="field",
    )
    people_count = fields.Integer(string="People Taking Part", required=True)
    course = fields.Text(string="What Happened", required=True)
    improvements = fields.Text(string="Weaknesses and What Is Improved")
    photo = fields.Image(max_width=1600, max_height=1600)
    page_token = fields.Char(readonly=True, copy=False)

    _people_check = models.Constraint(
        "CHECK (people_count > 0)", "Say how many people took part."
    )
    _page_token_uniq = models.UniqueIndex(
        "(page_token) WHERE page_token IS NOT NULL", "This was reported already."
    )

    @api.constrains("date")
    def _check_date(self):
        today = fields.Date.context_today(self)
        if self.filtered(lambda drill: drill.date > today):
            raise ValidationError(self.env._("The day of the drill hasn't come yet."))

    @api.model
    def _page_new(self, home, values, token):
        """Return the drill that an institution reports; one form makes one.

        :param home: the institution
        :param dict values: ``name``, ``date``, ``way``, ``people_count``, ``course``,
            ``improvements``
        :param str token: of the form
        :raises ValidationError: something is missing, in words
        """
        if token and (known := self.search([("page_token", "=", token)], limit=1)):
            return known if known.institution_id == home else self.browse()
        texts = {
            name: str(values.get(name) or "").strip()[:_LONG]
            for name in ("name", "course", "improvements")
        }
        people = str(values.get("people_count") or "")
        if not (texts["name"] and texts["course"] and values.get("date")):
            raise ValidationError(
                self.env._("Write the subject, the day and what happened.")
            )
        if not people.isdecimal() or not 0 < int(people) < _MOST:
            raise ValidationError(self.env._("Say how many people took part."))
        ways = dict(self._fields["way"].selection)
        return self.create(
            {
                **texts,
                "name": texts["name"][:_SHORT],
                "institution_id": home.id,
                "date": values["date"],
                "way": values.get("way") if values.get("way") in ways else "field",
                "people_count": int(people),
                "page_token": token or False,
            }
        )
