from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

SEVERITIES = [("minor", "Minor"), ("serious", "Serious")]


class CivilSocialGround(models.Model):
    """A ground for not passing the annual inspection in full (年检情形).

    A ground with a check is proposed by the system where the data show it; the
    others are entered by reviewers. Versions hold for report years, national ones
    and the bureau's own.

    Source: 《民办非企业单位年度检查办法》第八条; for associations no national list
    is in force, so the list is the bureau's.
    """

    _name = "civil.social.ground"
    _description = "Ground of Annual Inspections"
    _order = "sequence, code, year_from desc"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, index=True)
    name = fields.Char(required=True, translate=True)
    check = fields.Selection(
        selection="_check_selection",
        help="How the system finds it in the data; empty: reviewers enter it.",
    )
    severity = fields.Selection(
        SEVERITIES,
        string="Proposed Severity",
        default="minor",
        required=True,
        help="The same ground is minor or serious by its circumstances.",
    )
    kind_ids = fields.Many2many(
        "civil.social.org.kind", string="Kinds", help="Empty: all kinds."
    )
    threshold = fields.Float(
        help="The number against which the check compares, in the unit of its help."
    )
    evidence_text = fields.Char(
        string="Sentence of the Evidence",
        translate=True,
        help="With the places {value} and {comparison}.",
    )
    is_own = fields.Boolean(string="The Bureau's Own")
    year_from = fields.Integer(string="First Report Year", required=True, default=2005)
    year_to = fields.Integer(string="Last Report Year", help="Empty: still in force.")
    legal_basis = fields.Char()
    active = fields.Boolean(default=True)

    _years_in_order = models.Constraint(
        "CHECK (COALESCE(year_to, 0) = 0 OR year_to >= year_from)",
        "The last report year lies before the first.",
    )
    _version_uniq = models.Constraint(
        """EXCLUDE USING gist (
            code WITH =,
            (COALESCE(is_own, false)::int) WITH =,
            int4range(year_from, NULLIF(year_to, 0), '[]') WITH &&
        )""",
        "There is already a version of this ground for some of these years: give that "
        "one its last year first.",
    )

    @api.model
    def _check_selection(self):
        return self.env["civil.social.check"]._selection()

    @api.constrains("evidence_text")
    def _check_evidence_text(self):
        for ground in self.filtered("evidence_text"):
            try:
                ground.evidence_text.format(value="", comparison="")
            except (KeyError, IndexError, ValueError) as error:
                raise ValidationError(
                    self.env._(
                        "%(ground)s: only {value} and {comparison} may stand in "
                        "braces.",
                        ground=ground.name,
                    )
                ) from error

    @api.model
    def _in_force(self, kind, year):
        """The grounds for a kind and a report year; the bureau's own come first."""
        # Rules are no secret: what they say decides for everybody.
        found = self.sudo().search(
            Domain("year_from", "<=", year)
            & (Domain("year_to", "in", (False, 0)) | Domain("year_to", ">=", year))
        )
        found = found.filtered(lambda g: not g.kind_ids or kind in g.kind_ids)
        own = set(found.filtered("is_own").mapped("code"))
        return found.filtered(lambda g: g.is_own or g.code not in own)

    def _sentence(self, value, comparison):
        """What the evidence of the single ground says, in the reader's language."""
        text = self.evidence_text or self.name
        return text.format(value=value or "—", comparison=comparison or "—")
