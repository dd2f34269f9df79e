import datetime

from odoo import api, fields, models
from odoo.fields import Domain


class CivilInstitutionStay(models.Model):
    """A resident who died in an institution has a funeral case (治丧闭环)."""

    _inherit = "civil.institution.stay"

    funeral_case_id = fields.Many2one(
        "civil.funeral.case",
        string="Case of the Funeral",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    funeral_number = fields.Char(
        string="Funeral Case", compute="_compute_funeral", compute_sudo=True
    )
    funeral_state = fields.Char(
        string="State of the Funeral", compute="_compute_funeral", compute_sudo=True
    )

    @api.depends("funeral_case_id.state", "funeral_case_id.name")
    @api.depends_context("lang")
    def _compute_funeral(self):
        for stay in self:
            case = stay.funeral_case_id
            number = case.name or case.deceased_name
            stay.funeral_number = number if case else False
            stay.funeral_state = case._state_label() if case else False

    def _after_discharge(self):
        """Open the funeral case of who died, or refer to the one that is there."""
        result = super()._after_discharge()
        for stay in self.filtered(lambda one: one.discharge_kind == "died"):
            case = stay._known_funeral() or stay._report_funeral()
            stay.sudo().funeral_case_id = case
        return result

    def _known_funeral(self):
        """The case that somebody else, such as the hospital, has reported already."""
        # Numbers join both, whoever may see the other side.
        cases = self.env["civil.funeral.case"].sudo()
        number = self.sudo().resident_id.identity_number
        if not number:
            return cases
        return cases.search(
            Domain("identity_number", "=", number) & Domain("state", "!=", "cancelled"),
            limit=1,
        )

    def _report_funeral(self):
        """Put down the report; the funeral section looks at it and sends it in."""
        person = self.sudo().resident_id
        home = self.sudo().institution_id
        absence = self.sudo().absence_ids.sorted("date_from")[-1:]
        hospital = absence.kind == "hospital" and absence.date_to == self.date_to
        place = absence.destination if hospital else home.name
        # Staff of institutions report no other deaths than those of their residents.
        return (
            self.env["civil.funeral.case"]
            .sudo()
            .create(
                {
                    "deceased_name": person.name,
                    "identity_input": person.identity_number,
                    "sex": person.sex,
                    "birth_date": person.birth_date,
                    "address": person.address or home.address,
                    "division_id": person.division_id.id,
                    "company_id": self.company_id.id,
                    "death_at": self._death_moment(),
                    "death_place_kind": "hospital" if hospital else "institution",
                    "death_place": place,
                    "reporter_kind": "institution",
                    "reporter_name": f"{home.name} {self.env.user.name}",
                    "reporter_phone": home.phone,
                }
            )
        )

    def _death_moment(self):
        """Noon of the day of the death, in UTC; the report corrects the hour."""
        noon = fields.Datetime.to_datetime(self.date_to) + datetime.timedelta(hours=12)
        return min(self.env["civil.clock"]._utc(noon), fields.Datetime.now())
