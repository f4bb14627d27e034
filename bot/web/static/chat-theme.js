/** The page's colours as Web Chat and Adaptive Cards want them; read anew when the scheme changes. */
const colour = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

function bubbles() {
  return {
    bubbleBackground: colour('surface'),
    bubbleBorderColor: colour('line'),
    bubbleBorderRadius: 14,
    bubbleBorderWidth: 1,
    bubbleTextColor: colour('text'),
    bubbleMinHeight: 40,
    bubbleMaxWidth: 560,
    bubbleFromUserBackground: colour('accent'),
    bubbleFromUserBorderColor: colour('accent'),
    bubbleFromUserBorderRadius: 14,
    bubbleFromUserBorderWidth: 1,
    bubbleFromUserTextColor: colour('on-accent'),
    bubbleFromUserMaxWidth: 480,
    avatarSize: 0,
    timestampColor: colour('muted'),
    // Not "just now": a demo's clock is moved.
    timestampFormat: 'absolute',
  };
}

function suggestedActions() {
  const accent = colour('accent');
  const surface = colour('surface');
  const soft = colour('accent-soft');
  return {
    // Wrapping: all choices are in sight also on a phone, where five in a column would hide the conversation.
    suggestedActionLayout: 'flow',
    suggestedActionsFlowMaxHeight: 260,
    suggestedActionHeight: 40,
    suggestedActionBackgroundColor: surface,
    suggestedActionBackgroundColorOnActive: soft,
    suggestedActionBackgroundColorOnFocus: surface,
    suggestedActionBackgroundColorOnHover: soft,
    suggestedActionBorderColor: accent,
    suggestedActionBorderRadius: 20,
    suggestedActionBorderWidth: 1,
    suggestedActionTextColor: accent,
    suggestedActionTextColorOnActive: accent,
    suggestedActionTextColorOnFocus: accent,
    suggestedActionTextColorOnHover: accent,
    suggestedActionKeyboardFocusIndicatorBorderColor: colour('focus'),
    suggestedActionKeyboardFocusIndicatorBorderWidth: 2,
  };
}

function sendBox() {
  const soft = colour('accent-soft');
  return {
    sendBoxBackground: colour('surface'),
    sendBoxBorderTop: `1px solid ${colour('line')}`,
    sendBoxButtonColor: colour('accent'),
    sendBoxButtonColorOnHover: colour('accent-hover'),
    sendBoxButtonKeyboardFocusIndicatorBorderColor: colour('focus'),
    sendBoxButtonShadeColorOnFocus: soft,
    sendBoxButtonShadeColorOnHover: soft,
    sendBoxHeight: 52,
    sendBoxMaxHeight: 160,
    sendBoxPlaceholderColor: colour('muted'),
    sendBoxTextColor: colour('text'),
    sendBoxTextWrap: true,
  };
}

/** `accept`: the extensions that the file button offers. */
export function styleOptions(accept) {
  return {
    ...bubbles(),
    ...suggestedActions(),
    ...sendBox(),
    accent: colour('accent'),
    backgroundColor: 'transparent',
    subtle: colour('muted'),
    primaryFont: colour('font'),
    paddingRegular: 14,
    transcriptActivityVisualKeyboardIndicatorColor: colour('focus'),
    transcriptVisualKeyboardIndicatorColor: colour('focus'),
    transcriptOverlayButtonBackground: colour('surface'),
    transcriptOverlayButtonColor: colour('text'),
    uploadAccept: accept,
    uploadMultiple: true,
    // At once: a file that waits in the send box is shown by a dot on the button alone.
    sendAttachmentOn: 'attach',
    adaptiveCardsParserMaxVersion: '1.5',
    cardEmphasisBackgroundColor: colour('sunken'),
  };
}

const palette = (name, subtle) => ({ default: colour(name), subtle: colour(subtle ?? name) });

/** Adaptive Cards take colours from here alone, never from styles of the page. */
export function cardsConfig() {
  const foregroundColors = {
    default: palette('text', 'muted'),
    accent: palette('accent'),
    dark: palette('text'),
    light: palette('text'),
    good: palette('accent'),
    warning: palette('warn'),
    attention: palette('danger'),
  };
  return {
    fontFamily: colour('font'),
    supportsInteractivity: true,
    fontSizes: { small: 14, default: 15, medium: 17, large: 20, extraLarge: 24 },
    spacing: { small: 8, default: 10, medium: 14, large: 20, extraLarge: 28, padding: 12 },
    separator: { lineThickness: 1, lineColor: colour('line') },
    containerStyles: {
      default: { backgroundColor: colour('surface'), foregroundColors },
      emphasis: { backgroundColor: colour('sunken'), foregroundColors },
    },
    factSet: {
      title: {
        color: 'default',
        size: 'default',
        isSubtle: true,
        weight: 'default',
        wrap: true,
        maxWidth: 130,
      },
      value: { color: 'default', size: 'default', isSubtle: false, weight: 'bolder', wrap: true },
      spacing: 12,
    },
    imageSet: { imageSize: 'medium', maxImageHeight: 100 },
    imageSizes: { small: 40, medium: 88, large: 160 },
    actions: {
      actionsOrientation: 'vertical',
      actionAlignment: 'stretch',
      buttonSpacing: 8,
      maxActions: 100,
      spacing: 'default',
      preExpandSingleShowCardAction: false,
    },
  };
}
