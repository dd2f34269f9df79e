from odoo import fields, models


class CivilProjectKind(models.Model):
    """A kind of project with its usual stages (专项工作类别).

    Kinds are data: each addon brings those of its field, a section adds its own. A
    project takes the stages over when it is made; changing the kind later leaves
    running projects as they are.
    """

    _name = "civil.project.kind"
    _description = "Kind of Project"
    _order = "sequence, name"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, copy=False)
    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    department_id = fields.Many2one("civil.department", index=True, ondelete="restrict")
    group_ids = fields.Many2many(
        "res.groups",
        string="Seen by",
        help="Only members of one of these groups see projects of the kind; none "
        "means everybody who handles projects.",
    )
    legal_basis = fields.Text()
    description = fields.Text(translate=True)
    stage_ids = fields.One2many("civil.project.kind.stage", "kind_id", copy=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There is a kind of project with this code already."
    )

    def _stage_values(self, start):
        """Return the values of the stages of a project that begins on a day.

        :param date start: the first day; each stage begins when the one before
            is planned to end
        """
        self.ensure_one()
        values = []
        for stage in self.stage_ids:
            end = stage._planned_end(start)
            values.append(
                {
                    "sequence": stage.sequence,
                    "name": stage.name,
                    "weight": stage.weight,
                    "planned_from": start,
                    "planned_to": end,
                    "paper_ids": [
                        (0, 0, {"name": paper.name, "is_required": paper.is_required})
                        for paper in stage.paper_ids
                    ],
                }
            )
            start = end
        return values
