// What hashicorp/hcl makes of a text, in the form that ../hcl-normal-form.ts makes of idlint's trees, so that both can be compared.
//
// One JSON string a line in, one JSON line out: {"accepted":false} or {"accepted":true,"tree":[…]}. Ranges are in bytes. The argument says
// what the texts are: config, expression or template.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"sort"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

type node = []any

type answer struct {
	Accepted bool `json:"accepted"`
	Tree     any  `json:"tree,omitempty"`
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			var text string
			if json.Unmarshal(line, &text) == nil {
				if failure := encoder.Encode(parse(os.Args[1], []byte(text))); failure != nil {
					fmt.Fprintln(os.Stderr, failure)
					os.Exit(1)
				}
			}
		}
		if err != nil {
			break
		}
	}
	out.Flush()
}

func parse(what string, source []byte) answer {
	w := writer{source}
	switch what {
	case "expression":
		expression, faults := hclsyntax.ParseExpression(source, "", hcl.InitialPos)
		if faults.HasErrors() {
			return answer{}
		}
		return answer{true, w.expression(expression)}
	case "template":
		expression, faults := hclsyntax.ParseTemplate(source, "", hcl.InitialPos)
		if faults.HasErrors() {
			return answer{}
		}
		return answer{true, w.expression(expression)}
	default:
		file, faults := hclsyntax.ParseConfig(source, "", hcl.InitialPos)
		if faults.HasErrors() {
			return answer{}
		}
		return answer{true, w.body(file.Body.(*hclsyntax.Body))}
	}
}

type writer struct{ source []byte }

func at(kind string, r hcl.Range, rest ...any) node {
	return append(node{kind, r.Start.Byte, r.End.Byte}, rest...)
}

func list[T any](items []T, write func(T) any) []any {
	written := []any{}
	for _, item := range items {
		written = append(written, write(item))
	}
	return written
}

func (w writer) body(body *hclsyntax.Body) []any {
	items := []node{}
	for _, a := range body.Attributes {
		items = append(items, at("attribute", a.SrcRange, a.Name, a.NameRange.Start.Byte, a.NameRange.End.Byte, w.expression(a.Expr)))
	}
	for _, b := range body.Blocks {
		labels := []any{}
		for i, label := range b.Labels {
			labels = append(labels, at(label, b.LabelRanges[i]))
		}
		whole := hcl.RangeBetween(b.TypeRange, b.CloseBraceRange)
		items = append(items, at("block", whole, b.Type, b.TypeRange.End.Byte, labels,
			b.OpenBraceRange.End.Byte, b.CloseBraceRange.Start.Byte, w.body(b.Body)))
	}
	sort.Slice(items, func(i, j int) bool { return items[i][1].(int) < items[j][1].(int) })
	return list(items, func(item node) any { return item })
}

var operators = map[*hclsyntax.Operation]string{
	hclsyntax.OpLogicalOr: "||", hclsyntax.OpLogicalAnd: "&&", hclsyntax.OpLogicalNot: "!",
	hclsyntax.OpEqual: "==", hclsyntax.OpNotEqual: "!=",
	hclsyntax.OpGreaterThan: ">", hclsyntax.OpGreaterThanOrEqual: ">=", hclsyntax.OpLessThan: "<", hclsyntax.OpLessThanOrEqual: "<=",
	hclsyntax.OpAdd: "+", hclsyntax.OpSubtract: "-", hclsyntax.OpMultiply: "*", hclsyntax.OpDivide: "/", hclsyntax.OpModulo: "%",
	hclsyntax.OpNegate: "-",
}

func (w writer) expression(e hclsyntax.Expression) any {
	r := e.Range()
	switch e := e.(type) {
	case *hclsyntax.LiteralValueExpr:
		return literal(r, e.Val)
	case *hclsyntax.ScopeTraversalExpr:
		root := e.Traversal[0].(hcl.TraverseRoot)
		return steps(at("variable", root.SrcRange, root.Name), r.Start.Byte, e.Traversal[1:])
	case *hclsyntax.RelativeTraversalExpr:
		return steps(w.expression(e.Source), r.Start.Byte, e.Traversal)
	case *hclsyntax.FunctionCallExpr:
		return at("call", r, e.Name, e.NameRange.Start.Byte, e.NameRange.End.Byte, e.ExpandFinal, list(e.Args, w.expression))
	case *hclsyntax.ConditionalExpr:
		return at("conditional", r, w.expression(e.Condition), w.expression(e.TrueResult), w.expression(e.FalseResult))
	case *hclsyntax.BinaryOpExpr:
		return at("binary", r, operators[e.Op], w.expression(e.LHS), w.expression(e.RHS))
	case *hclsyntax.UnaryOpExpr:
		return at("unary", r, operators[e.Op], w.expression(e.Val))
	case *hclsyntax.ParenthesesExpr:
		return at("parentheses", r, w.expression(e.Expression))
	case *hclsyntax.IndexExpr:
		return at("index", r, w.expression(e.Collection), w.expression(e.Key))
	case *hclsyntax.SplatExpr:
		return w.splat(e)
	case *hclsyntax.AnonSymbolExpr:
		return at("item", r)
	case *hclsyntax.TupleConsExpr:
		return at("tuple", r, list(e.Exprs, w.expression))
	case *hclsyntax.ObjectConsExpr:
		return at("object", r, list(e.Items, func(item hclsyntax.ObjectConsItem) any {
			return node{w.key(item.KeyExpr.(*hclsyntax.ObjectConsKeyExpr)), w.expression(item.ValueExpr)}
		}))
	case *hclsyntax.ForExpr:
		return at("for", r, e.KeyVar, e.ValVar, w.expression(e.CollExpr), w.optional(e.KeyExpr), w.expression(e.ValExpr), w.optional(e.CondExpr), e.Group)
	case *hclsyntax.TemplateExpr:
		return at("template", r, false, w.parts(e.Parts))
	case *hclsyntax.TemplateWrapExpr:
		return at("template", r, true, node{node{"interpolation", w.expression(e.Wrapped)}})
	default:
		panic(fmt.Sprintf("unexpected %T", e))
	}
}

func (w writer) optional(e hclsyntax.Expression) any {
	if e == nil {
		return nil
	}
	return w.expression(e)
}

// A bare keyword that is a key is a name.
func (w writer) key(key *hclsyntax.ObjectConsKeyExpr) any {
	if literal, ok := key.Wrapped.(*hclsyntax.LiteralValueExpr); ok && (literal.Val.IsNull() || literal.Val.Type() == cty.Bool) {
		return at("variable", literal.SrcRange, string(literal.SrcRange.SliceBytes(w.source)))
	}
	return w.expression(key.Wrapped)
}

func literal(r hcl.Range, value cty.Value) node {
	switch {
	case value.IsNull():
		return at("null", r)
	case value.Type() == cty.Bool:
		return at("bool", r, value.True())
	case value.Type() == cty.Number:
		number, _ := value.AsBigFloat().Float64()
		if math.IsInf(number, 0) {
			return at("number", r, "Infinity")
		}
		return at("number", r, number)
	default:
		return at("literal", r, value.AsString())
	}
}

func steps(from any, start int, traversal hcl.Traversal) any {
	for _, step := range traversal {
		end := step.SourceRange().End.Byte
		switch step := step.(type) {
		case hcl.TraverseAttr:
			from = node{"get-attr", start, end, from, step.Name}
		case hcl.TraverseIndex:
			from = node{"index", start, end, from, node{"key", literal(hcl.Range{}, step.Key)[3:]}}
		}
	}
	return from
}

// `.*` says where its item is otherwise than `[*]`: there, starts are left out.
func (w writer) splat(e *hclsyntax.SplatExpr) any {
	full := w.source[e.MarkerRange.Start.Byte] == '['
	each := w.expression(e.Each)
	if relative, ok := e.Each.(*hclsyntax.RelativeTraversalExpr); ok && !full {
		each = steps(w.expression(e.Item), -1, relative.Traversal)
	}
	return at("splat", e.SrcRange, full, w.expression(e.Source), each)
}

func (w writer) parts(parts []hclsyntax.Expression) []any {
	written := []any{}
	for _, part := range parts {
		if text, ok := part.(*hclsyntax.LiteralValueExpr); ok && text.Val.Type() == cty.String {
			if text.Val.AsString() != "" {
				written = append(written, literal(text.SrcRange, text.Val))
			}
			continue
		}
		written = append(written, w.part(part))
	}
	return written
}

// An if directive and a conditional look alike, but for where they start.
func (w writer) part(part hclsyntax.Expression) any {
	switch e := part.(type) {
	case *hclsyntax.TemplateJoinExpr:
		loop := e.Tuple.(*hclsyntax.ForExpr)
		return at("for-directive", loop.SrcRange, loop.KeyVar, loop.ValVar, w.expression(loop.CollExpr), w.parts(loop.ValExpr.(*hclsyntax.TemplateExpr).Parts))
	case *hclsyntax.ConditionalExpr:
		if w.source[e.SrcRange.Start.Byte] == '%' {
			return at("if", e.SrcRange, w.expression(e.Condition),
				w.parts(e.TrueResult.(*hclsyntax.TemplateExpr).Parts), w.parts(e.FalseResult.(*hclsyntax.TemplateExpr).Parts))
		}
	}
	return node{"interpolation", w.expression(part)}
}
