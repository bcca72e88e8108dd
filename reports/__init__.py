"""Needs and answers as documents that are taken home: .docx, .pptx and .xlsx.

Only frozen evidence and protected answers enter, so nothing here can say more than the screen did.
"""
