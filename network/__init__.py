"""The network: peers who find one another, ask safely and practise together.

Words it owns: member, profile, audience, group, steward, thread, post, report, event, support service.
"""
