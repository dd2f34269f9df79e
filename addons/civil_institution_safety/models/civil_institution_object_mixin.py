from odoo import api, fields, models


class CivilInstitutionObjectMixin(models.AbstractModel):
    """A record about an object of inspections that may be an institution.

    Checks, self-checks and hazards know an object; this says which institution
    stands behind it.
    """

    _name = "civil.institution.object.mixin"
    _description = "Record about an Institution"

    institution_id = fields.Many2one(
        "civil.institution",
        string="Welfare Institution",
        compute="_compute_institution_id",
        compute_sudo=True,
        store=True,
        index="btree_not_null",
    )

    @api.depends("object_id.res_model", "object_id.res_id")
    def _compute_institution_id(self):
        homes = self.env["civil.institution"].with_context(active_test=False)
        mine = self.filtered(lambda record: record.object_id.res_model == homes._name)
        known = homes.search([("id", "in", mine.object_id.mapped("res_id"))])
        by_id = {home.id: home for home in known}
        (self - mine).institution_id = False
        for record in mine:
            record.institution_id = by_id.get(record.object_id.res_id, False)
