from odoo import fields, models


class CivilFuneralAgentService(models.Model):
    """A service for which funeral agents file (代理服务事项)."""

    _name = "civil.funeral.agent.service"
    _description = "Service of Funeral Agents"
    _order = "sequence, name"

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
